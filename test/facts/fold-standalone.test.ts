import { describe, expect, it } from "vitest";
import { foldStandalone } from "../../src/facts/fold-standalone.ts";
import { ann, at, events, type Line } from "./timetable.ts";

function factsOfOne(...[clock, type, data]: Line) {
  return foldStandalone(events([clock, type, { conversation: undefined, ...data }]));
}

describe("an event without a conversation", () => {
  it("is a message of its own", () => {
    expect(
      factsOfOne("09:00", "message.received", { channel: "sms", customer: "eva", inReplyTo: "reminder" })
        .messages,
    ).toMatchObject([
      {
        no: 1,
        at: at("09:00"),
        conversation: null,
        channel: "sms",
        customer: "eva",
        author: "customer",
        inReplyTo: "reminder",
        agent: null,
      },
    ]);
    expect(factsOfOne("09:00", "message.sent", ann).messages).toMatchObject([{ agent: "ann" }]);
    expect(
      factsOfOne("09:00", "message.sent", { author: { kind: "campaign", id: "spring" } }).messages,
    ).toMatchObject([{ agent: null, author: "campaign" }]);
  });

  it("is a rating of its own, each answer, the agent's who is named", () => {
    expect(
      factsOfOne("09:00", "survey.answered", { survey: "nps", score: 10, customer: "eva", agent: "ann" })
        .ratings,
    ).toMatchObject([{ no: 1, survey: "nps", isPositive: true, customer: "eva", agent: "ann" }]);
  });

  it("is an offer of a survey, of which only the customer's answers can tell whether it was answered", () => {
    expect(
      factsOfOne("09:00", "survey.offered", { survey: "csat", customer: "eva" }).surveyOffers,
    ).toMatchObject([{ no: 1, at: at("09:00"), survey: "csat", customer: "eva", isAnswered: null }]);
  });

  it("is an order of its own, whose address is known by a hash that case and spaces do not change", () => {
    const order = { order: "A-1", amount: "99.90", currency: "EUR", agent: "ann", newCustomer: false };
    const [written] = factsOfOne("09:00", "order.placed", { ...order, email: "eva@example.com" }).orders;
    const [shouted] = factsOfOne("10:00", "order.placed", { ...order, email: " EVA@Example.COM " }).orders;

    expect(written).toMatchObject({
      no: 1,
      at: at("09:00"),
      order: "A-1",
      amount: "99.90",
      currency: "EUR",
      agent: "ann",
      team: null,
      customer: null,
      isNewCustomer: false,
      emailHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(shouted?.emailHash).toBe(written?.emailHash);
    expect(factsOfOne("09:00", "order.placed", { ...order, newCustomer: undefined }).orders).toMatchObject([
      { emailHash: null, isNewCustomer: null },
    ]);
  });

  it("is a payment requested, or one received", () => {
    const payment = { payment: "P-1", amount: 250, currency: "USD", customer: "eva" };

    expect(factsOfOne("09:00", "payment.requested", payment).payments).toMatchObject([
      { no: 1, payment: "P-1", kind: "requested", amount: "250", currency: "USD", customer: "eva" },
    ]);
    expect(factsOfOne("09:00", "payment.received", payment).payments).toMatchObject([{ kind: "received" }]);
  });

  it("is a mention", () => {
    expect(factsOfOne("09:00", "mention.posted", { network: "x", sentiment: "positive" }).mentions).toEqual([
      { at: at("09:00"), network: "x", sentiment: "positive" },
    ]);
    expect(factsOfOne("09:00", "mention.posted", { network: "x" }).mentions).toMatchObject([
      { sentiment: null },
    ]);
  });

  it("is a cost, over its span", () => {
    const span = { from: "2026-03-01T00:00:00+01:00", to: "2026-04-01T00:00:00+02:00" };

    expect(
      factsOfOne("09:00", "cost.recorded", { ...span, amount: "18400.00", currency: "EUR", team: "front" })
        .costs,
    ).toEqual([
      {
        fromAt: new Date("2026-02-28T23:00:00Z"),
        toAt: new Date("2026-03-31T22:00:00Z"),
        team: "front",
        channel: null,
        kind: null,
        amount: "18400.00",
        currency: "EUR",
      },
    ]);
  });

  it("is traffic, of which what was not counted is not known", () => {
    const span = { from: "2026-03-02T09:00:00Z", to: "2026-03-02T10:00:00Z" };

    expect(
      factsOfOne("10:00", "traffic.counted", { ...span, pageViews: 12, chatsStarted: 0 }).traffic,
    ).toEqual([
      {
        fromAt: at("09:00"),
        toAt: at("10:00"),
        pageViews: 12,
        pageViewsInOpeningHours: null,
        pageViewsWithAgentOnline: null,
        siteVisits: null,
        supportPageVisits: null,
        chatButtonShown: null,
        chatsStarted: 0,
      },
    ]);
  });

  it("is an answer of the team's own survey", () => {
    const scale = { min: 0, max: 10, betterIs: "higher" };

    expect(
      factsOfOne("09:00", "employee.surveyed", { team: "front", score: 8, scale }).employeeAnswers,
    ).toEqual([{ at: at("09:00"), agent: null, team: "front", score: 8, scaleMin: 0, scaleMax: 10 }]);
    expect(factsOfOne("09:00", "employee.surveyed", { score: 4 }).employeeAnswers).toMatchObject([
      { scaleMin: null, scaleMax: null },
    ]);
  });
});
