import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { andMore, cutRows } from "../../src/messages/cut-rows.ts";
import { cutColumns, cutText } from "../../src/messages/cut-text.ts";
import { displayWidth, graphemes } from "../../src/messages/display-width.ts";
import { pictureNames } from "../../src/messages/picture-names.ts";
import type { Chart } from "../../src/messages/report.ts";
import { sampleChart } from "../support/sample-report.ts";

describe("cutting a text", () => {
  it.each([
    ["leaves what fits", "billing", 7, "billing"],
    ["cuts between words where a space is near", "first response time", 16, "first response…"],
    ["cuts inside a word where none is near", "a Donaudampfschifffahrtsgesellschaft", 16, "a Donaudampfsch…"],
    ["keeps the last whole word", "one two three", 8, "one two…"],
    ["never cuts a family apart", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 13, "👩‍👩‍👧‍👦…"],
    ["has room for the ellipsis alone", "billing", 1, "…"],
    ["has no room at all", "billing", 0, ""],
  ])("%s", (_what, text, limit, cut) => {
    expect(cutText(text, limit)).toBe(cut);
  });

  it("never exceeds the limit and keeps only whole characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, limit) => {
        const cut = cutText(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        if (cut !== text && limit > 0) {
          expect(cut.endsWith("…")).toBe(true);
          expect(graphemes(text).join("").startsWith(cut.slice(0, -1))).toBe(true);
        }
      }),
    );
  });

  it("counts wide characters as two columns", () => {
    expect(cutColumns("東京サポート", 7)).toBe("東京サ…");
    expect(displayWidth("東京 é 🦊")).toBe(9);
  });
});

describe("cutting rows", () => {
  it("adds what it leaves out to what was left out before", () => {
    expect(cutRows(["a", "b", "c"], 2, 4)).toEqual({ rows: ["a", "b"], omitted: 5 });
    expect(cutRows(["a"], 2)).toEqual({ rows: ["a"], omitted: 0 });
  });

  it("says so only where something is missing", () => {
    expect([andMore(0), andMore(1), andMore(1200)]).toEqual([undefined, "and 1 more", "and 1,200 more"]);
  });
});

describe("the names of pictures", () => {
  const chart = (title: string): Chart => ({ type: "chart", spec: { ...sampleChart, title }, altText: "" });
  const names = (heading: string, ...titles: string[]) =>
    pictureNames({
      summary: "",
      sections: [{ type: "heading", text: heading }, ...titles.map(chart)],
    }).map(({ name }) => name);

  it("tell the report and the chart, in letters that any file system takes", () => {
    expect(names("Guten Morgen, Zürich!", "CSAT · by day")).toEqual(["guten-morgen-zurich-csat-by-day.png"]);
  });

  it("are never the same twice in one report", () => {
    expect(names("Morning", "By day", "By day", "By day")).toEqual([
      "morning-by-day.png",
      "morning-by-day-2.png",
      "morning-by-day-3.png",
    ]);
  });

  it("exist for titles without a Latin letter, and stay short", () => {
    expect(names("東京", "日")).toEqual(["chart.png"]);
    expect(names("x".repeat(500), "y")[0]).toHaveLength(84);
  });
});
