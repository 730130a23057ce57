import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readActionState, writeActionState } from "../../src/messages/action-state.ts";

describe("the state of a button", () => {
  it("is the line that could be typed instead, and comes back as it was", () => {
    expect(writeActionState("kpi csat")).toBe('{"v":1,"c":"kpi csat"}');
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (line) => {
        const state = writeActionState(line);
        expect(state === undefined ? line : readActionState(state)).toBe(line);
      }),
    );
  });

  it("is not written where it would not fit", () => {
    expect(writeActionState("x".repeat(1_986))).toHaveLength(2_000);
    expect(writeActionState("x".repeat(1_987))).toBeUndefined();
  });

  it("is nothing where it is of another version, forged or broken", () => {
    const forged = [
      "",
      "kpi csat",
      '{"v":2,"c":"kpi"}',
      '{"v":1}',
      '{"v":1,"c":7}',
      "null",
      "[1]",
      "x".repeat(3_000),
    ];

    expect(forged.map(readActionState)).toEqual(forged.map(() => undefined));
  });
});
