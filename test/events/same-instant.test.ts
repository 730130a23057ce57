import { expect, it } from "vitest";
import { sameInstantRank } from "../../src/events/same-instant.ts";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { inOrder } from "../../src/facts/event-order.ts";
import { deskEvent } from "../support/desk-events.ts";
import { documentedExamples } from "./documented-examples.ts";

it("the order of types at one instant is the one that facts are folded in", () => {
  const events = documentedExamples.map(({ type, data }, no) =>
    deskEvent(type as DeskEvent["type"], `e${100 + no}`, "2026-03-02T09:00:00Z", data),
  );

  const byRank = events.toSorted(
    (a, b) => sameInstantRank(a.type) - sameInstantRank(b.type) || (a.id < b.id ? -1 : 1),
  );

  expect(byRank.map(({ type }) => type)).toEqual(inOrder(events).map(({ type }) => type));
});
