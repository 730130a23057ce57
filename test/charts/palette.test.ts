import { describe, expect, it } from "vitest";
import { inks, seriesColours, stepColours } from "../../src/charts/palette.ts";
import { contrast, difference, lightness, type Vision, visions } from "./colour.ts";

describe("the palette", () => {
  it.each(seriesColours)("draws %s at 3:1 against the card", (colour) => {
    expect(contrast(colour, inks.card)).toBeGreaterThanOrEqual(3);
  });

  it.each(["title", "label", "goal"] as const)("writes %s texts at 4.5:1 against the card", (ink) => {
    expect(contrast(inks[ink], inks.card)).toBeGreaterThanOrEqual(4.5);
  });

  it("writes values in the first series' colour at 4.5:1 against the card", () => {
    expect(contrast(seriesColours[0], inks.card)).toBeGreaterThanOrEqual(4.5);
  });

  it("draws the period before at 3:1 against the card", () => {
    expect(contrast(inks.previousLine, inks.card)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(visions) as Vision[])("tells any two series apart for %s eyes", (vision) => {
    for (const [at, one] of seriesColours.entries()) {
      for (const other of seriesColours.slice(at + 1)) {
        expect(difference(one, other, vision), `${one} and ${other}`).toBeGreaterThan(0.12);
      }
    }
  });

  it.each(Object.keys(visions) as Vision[])("tells now from before for %s eyes", (vision) => {
    expect(difference(seriesColours[0], inks.previousLine, vision)).toBeGreaterThan(0.07);
  });

  it.each(Object.keys(visions) as Vision[])("darkens the heat map evenly for %s eyes", (vision) => {
    const steps = stepColours.map((colour) => lightness(colour, vision));
    for (const [at, step] of steps.slice(1).entries()) {
      expect((steps[at] ?? 0) - step, `step ${at + 1}`).toBeGreaterThan(0.07);
    }
  });
});
