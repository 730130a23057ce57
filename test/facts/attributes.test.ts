import { describe, expect, it } from "vitest";
import { factsOf, type Line } from "./timetable.ts";

function attributesOf(...lines: readonly Line[]) {
  return factsOf(...lines).conversations[0];
}

describe("the attributes of a conversation", () => {
  it("are the last known, also on what happened before", () => {
    const facts = factsOf(
      ["09:00", "conversation.opened", { priority: "low", topic: "login", customer: "eva" }],
      ["09:10", "message.received"],
      ["10:00", "conversation.updated", { priority: "high", product: "app", segment: "gold" }],
    );

    expect(facts.messages).toMatchObject([
      { channel: "chat", priority: "high", topic: "login", product: "app", segment: "gold", customer: "eva" },
    ]);
  });

  it("are left as they are by a missing field and cleared by null", () => {
    expect(
      attributesOf(
        ["09:00", "conversation.opened", { priority: "low", topic: "login", customer: "eva" }],
        ["10:00", "conversation.updated", { priority: null, customer: null }],
        ["10:30", "message.received", { customer: "eva" }],
      ),
    ).toMatchObject({ priority: null, topic: "login", customer: null });
  });

  it("hold the assignee and team, where a missing field leaves and null clears too", () => {
    const opened: Line = ["09:00", "conversation.opened", { agent: "ann", team: "billing" }];

    expect(attributesOf(opened, ["10:00", "conversation.assigned", { agent: "ben" }])).toMatchObject({
      agent: "ben",
      team: "billing",
    });
    expect(attributesOf(opened, ["10:00", "conversation.assigned", { agent: null }])).toMatchObject({
      agent: null,
      team: "billing",
    });
    expect(attributesOf(opened, ["10:00", "conversation.assigned", { team: null }])).toMatchObject({
      agent: "ann",
      team: null,
    });
  });

  it("hold the tags with what was tagged and untagged since the opening, each once", () => {
    expect(
      attributesOf(
        ["09:00", "conversation.opened", { tags: ["vip", "a"] }],
        ["09:10", "conversation.tagged", { tags: ["refund", "vip"] }],
        ["09:20", "conversation.untagged", { tags: ["a", "never"] }],
      )?.tags,
    ).toEqual(["refund", "vip"]);
  });

  it("untag what is tagged at the same instant", () => {
    expect(
      attributesOf(
        ["09:00", "conversation.opened"],
        ["09:10", "conversation.untagged", { tags: ["a"] }],
        ["09:10", "conversation.tagged", { tags: ["a"] }],
      )?.tags,
    ).toEqual([]);
  });

  it("take channel and customer from the messages where nothing else names them", () => {
    expect(attributesOf(["09:00", "message.received", { channel: "sms", customer: "eva" }])).toMatchObject({
      channel: "sms",
      customer: "eva",
    });
  });
});
