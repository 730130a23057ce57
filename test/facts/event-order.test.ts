import { describe, expect, it } from "vitest";
import type { EventType } from "../../src/events/vocabulary.ts";
import { inOrder } from "../../src/facts/event-order.ts";
import { ann, events, type Line } from "./timetable.ts";

describe("events of one instant", () => {
  it("are taken in the order of the rules, whatever their ids", () => {
    const lines: Line[] = [
      ["09:00", "conversation.opened"],
      ["09:00", "conversation.updated"],
      ["09:00", "conversation.tagged", { tags: ["a"] }],
      ["09:00", "conversation.untagged", { tags: ["a"] }],
      ["09:00", "conversation.assigned"],
      ["09:00", "conversation.unsnoozed"],
      ["09:00", "conversation.reopened"],
      ["09:00", "message.received"],
      ["09:00", "conversation.handed-over", { from: "bot" }],
      ["09:00", "message.sent", ann],
      ["09:00", "note.added", { agent: "ann" }],
      ["09:00", "handling.logged", { agent: "ann", seconds: 1 }],
      ["09:00", "survey.answered", { survey: "csat", score: 1 }],
      ["09:00", "order.placed", { order: "1", amount: 1, currency: "EUR" }],
      ["09:00", "conversion.recorded", { kind: "trial" }],
      ["09:00", "payment.requested", { payment: "1", amount: 1, currency: "EUR" }],
      ["09:00", "conversation.snoozed"],
      ["09:00", "conversation.resolved"],
      ["09:00", "conversation.closed"],
      ["09:00", "conversation.merged", { into: "c2" }],
      ["09:00", "conversation.discarded", { reason: "spam" }],
    ];
    const types: EventType[] = lines.map(([, type]) => type);
    const backwards = lines.map(
      ([clock, type, data = {}], index): Line => [clock, type, data, { id: `${99 - index}` }],
    );

    expect(inOrder(events(...backwards).reverse()).map((event) => event.type)).toEqual(types);
  });

  it("of one kind are taken by source, then by id", () => {
    const ordered = inOrder(
      events(
        ["09:00", "message.received", {}, { source: "b", id: "1" }],
        ["09:00", "message.received", {}, { source: "a", id: "3" }],
        ["09:00", "message.received", {}, { source: "a", id: "20" }],
        ["08:59", "message.received", {}, { source: "z", id: "9" }],
      ),
    );

    expect(ordered.map((event) => `${event.source}${event.id}`)).toEqual(["z9", "a20", "a3", "b1"]);
  });

  it("count once where source and id are the same", () => {
    const event = events(["09:00", "message.received"]);

    expect(inOrder([...event, ...event])).toHaveLength(1);
  });
});
