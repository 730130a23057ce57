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

  it("is no fact where no KPI counts it yet", () => {
    const facts = factsOfOne("09:00", "mention.posted", { network: "x" });

    expect(Object.values(facts).flat()).toEqual([]);
  });
});
