import { describe, expect, it } from "vitest";
import { foldConversations } from "../../src/facts/fold-conversations.ts";
import { ann, at, ben, bot, events, factsOf, type Line } from "./timetable.ts";

const order = { order: "A-1", amount: "99.90", currency: "EUR" };
const payment = { payment: "P-1", amount: 250, currency: "USD" };
const opened: Line = ["09:00", "conversation.opened", { customer: "eva", channel: "sms", tags: ["vip"] }];

describe("an order in a conversation", () => {
  it("is as the event and its conversation say", () => {
    expect(
      factsOf(opened, ["10:00", "order.placed", { ...order, email: "eva@example.com", newCustomer: true }])
        .orders,
    ).toEqual([
      {
        conversation: "c1",
        channel: "sms",
        priority: null,
        topic: null,
        product: null,
        segment: null,
        customer: "eva",
        initiatedBy: "customer",
        tags: ["vip"],
        agent: null,
        team: null,
        no: 1,
        at: at("10:00"),
        ...order,
        // printf 'deskpulse order eva@example.com' | sha256sum
        emailHash: "c553b5a04f2f5344eb77392a3fca932351f7e3822b664c32af2654ac548d7d0a",
        isNewCustomer: true,
      },
    ]);
  });

  it("belongs to the agent named, else who replied last before it, else the assignee, in the team of then", () => {
    const { orders } = factsOf(
      ["09:00", "conversation.opened", { agent: "zoe", team: "front" }],
      ["09:10", "order.placed", { ...order, order: "assignee" }],
      ["09:20", "message.sent", ann],
      ["09:20", "order.placed", { ...order, order: "same instant" }],
      ["09:30", "message.sent", bot],
      ["09:40", "conversation.assigned", { team: "back" }],
      ["09:50", "order.placed", { ...order, order: "replier" }],
      ["10:00", "order.placed", { ...order, order: "named", agent: "ben" }],
      ["10:10", "message.sent", ben],
    );

    expect(orders.map((row) => [row.no, row.order, row.agent, row.team])).toEqual([
      [1, "assignee", "zoe", "front"],
      [2, "same instant", "ann", "front"],
      [3, "replier", "ann", "back"],
      [4, "named", "ben", "back"],
    ]);
  });

  it("is of the customer it names, else of the conversation's", () => {
    const { orders } = factsOf(
      opened,
      ["10:00", "order.placed", { ...order, customer: "pim" }],
      ["11:00", "order.placed", order],
    );

    expect(orders.map((row) => row.customer)).toEqual(["pim", "eva"]);
  });
});

describe("payments and conversions", () => {
  it("are rows of their conversation, credited like orders", () => {
    const facts = factsOf(
      opened,
      ["09:10", "message.sent", ann],
      ["09:20", "payment.requested", { ...payment, agent: "ben" }],
      ["09:30", "payment.received", payment],
      ["09:40", "conversion.recorded", { kind: "newsletter" }],
    );

    expect(
      facts.payments.map((row) => [row.no, row.kind, row.at, row.agent, row.amount, row.currency]),
    ).toEqual([
      [1, "requested", at("09:20"), "ben", "250", "USD"],
      [2, "received", at("09:30"), "ann", "250", "USD"],
    ]);
    expect(facts.conversions).toMatchObject([
      { no: 1, at: at("09:40"), kind: "newsletter", agent: "ann", customer: "eva", conversation: "c1" },
    ]);
  });
});

describe("what a merged conversation led to", () => {
  const story: Line[] = [
    ["08:00", "conversation.opened", { conversation: "c2", agent: "zoe" }],
    ["08:10", "message.sent", { conversation: "c2", ...ben }],
    ["08:20", "survey.offered", { conversation: "c2", survey: "csat" }],
    ["08:30", "order.placed", { conversation: "c2", ...order }],
    ["08:40", "payment.requested", { conversation: "c2", ...payment }],
    ["08:50", "conversion.recorded", { conversation: "c2", kind: "trial" }],
    ["08:55", "conversation.snoozed", { conversation: "c2" }],
    ["09:00", "conversation.opened"],
    ["10:00", "conversation.merged", { conversation: "c2", into: "c1" }],
    ["11:00", "survey.answered", { survey: "csat", score: 5 }],
  ];

  it("moves to the survivor with its own time and credit, but its snoozing does not", () => {
    const facts = factsOf(...story);

    expect(facts.orders).toMatchObject([{ conversation: "c1", at: at("08:30"), agent: "ben" }]);
    expect(facts.payments).toMatchObject([{ conversation: "c1", at: at("08:40"), agent: "ben" }]);
    expect(facts.conversions).toMatchObject([{ conversation: "c1", at: at("08:50"), agent: "ben" }]);
    expect(facts.surveyOffers).toMatchObject([{ conversation: "c1", at: at("08:20"), isAnswered: true }]);
    expect(facts.snoozes).toEqual([]);
  });

  it("is left out with a survivor that is discarded", () => {
    const facts = factsOf(...story, ["12:00", "conversation.discarded", { reason: "test" }]);

    expect([facts.orders, facts.payments, facts.conversions, facts.surveyOffers].flat()).toEqual([]);
  });
});

describe("an offer of a survey", () => {
  it("is answered when an answer of its kind follows it", () => {
    const { surveyOffers } = factsOf(
      opened,
      ["09:10", "survey.answered", { survey: "csat", score: 5 }],
      ["09:20", "survey.offered", { survey: "csat" }],
      ["09:30", "survey.offered", { survey: "nps", customer: "pim" }],
      ["09:40", "survey.offered", { survey: "csat" }],
      ["09:50", "survey.answered", { survey: "csat", score: 4 }],
      ["10:00", "survey.offered", { survey: "csat" }],
    );

    expect(surveyOffers.map((row) => [row.no, row.survey, row.customer, row.isAnswered])).toEqual([
      [1, "csat", "eva", true],
      [2, "nps", "pim", false],
      [3, "csat", "eva", true],
      [4, "csat", "eva", false],
    ]);
  });

  it("at the instant of an answer goes by source and id", () => {
    const offer: Line = ["09:10", "survey.offered", { survey: "csat" }, { id: "b" }];
    const isAnswered = (id: string) =>
      foldConversations(
        events(opened, offer, ["09:10", "survey.answered", { survey: "csat", score: 4 }, { id }]),
      ).surveyOffers[0]?.isAnswered;

    expect([isAnswered("a"), isAnswered("c")]).toEqual([false, true]);
  });
});

describe("a received message", () => {
  it("is answered when its turn ends in a reply", () => {
    const { messages } = factsOf(
      ["09:00", "message.received"],
      ["09:05", "message.sent", bot],
      ["09:10", "message.received"],
      ["09:20", "message.sent", ann],
      ["09:30", "message.received"],
      ["09:40", "conversation.resolved"],
      ["09:50", "message.sent", ann],
      ["10:00", "message.received"],
    );

    expect(messages.map((row) => [row.direction, row.isAnswered])).toEqual([
      ["received", true],
      ["sent", null],
      ["received", true],
      ["sent", null],
      ["received", false],
      ["sent", null],
      ["received", false],
    ]);
  });
});
