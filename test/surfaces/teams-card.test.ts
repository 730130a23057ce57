import * as AdaptiveCards from "adaptivecards";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChartSpec, SeriesChart } from "../../src/charts/chart-spec.ts";
import type { Report } from "../../src/messages/report.ts";
import { checkCard } from "../../src/surfaces/teams/card-limits.ts";
import { axisRange, monthsBelow, shortLabel } from "../../src/surfaces/teams/native-axes.ts";
import { cardBytes, reportToCard } from "../../src/surfaces/teams/report-to-card.ts";
import { arbitraryReport } from "../support/arbitrary-report.ts";
import { cardWords } from "../support/card-words.ts";
import { longReport, sampleChart, sampleReport } from "../support/sample-report.ts";

const noPictures = { publicUrl: () => undefined };
const pictures = { publicUrl: () => "https://desk.example.com/chart?c=1&sign=2" };

describe("a card", () => {
  it("is taken by Teams whatever the report holds", () => {
    fc.assert(
      fc.property(arbitraryReport, fc.boolean(), fc.boolean(), (report, hasPictures, hasCommands) => {
        const card = reportToCard(report, { ...(hasPictures ? pictures : noPictures), hasCommands });
        expect(checkCard(card)).toEqual([]);
        expect(complaintsOfAdaptiveCards(card)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("is read by the reference renderer without a complaint, charts apart", () => {
    for (const options of [pictures, noPictures]) {
      expect(complaintsOfAdaptiveCards(reportToCard(sampleReport, options))).toEqual([]);
    }
  });

  it("of a long report fills its room and says what is missing", () => {
    const card = reportToCard(longReport, noPictures);

    expect(cardBytes(card)).toBeGreaterThan(6 * 1_024);
    expect(cardWords(card)).toMatch(/and \d+ more rows/);
    expect(cardWords(card)).toMatch(/and \d+ more columns/);
  });

  it("offers buttons that run a command only where somebody answers them", () => {
    const buttons = (hasCommands: boolean) =>
      JSON.stringify(reportToCard(sampleReport, { ...noPictures, hasCommands })).match(/"Action\.\w+"/g);

    expect(buttons(false)).toEqual(['"Action.OpenUrl"']);
    expect(buttons(true)).toEqual(['"Action.Execute"', '"Action.Submit"', '"Action.OpenUrl"']);
  });

  it("shows at a glance how it stands, where a heading says so", () => {
    const report: Report = {
      summary: "s",
      sections: [
        { type: "heading", text: "At risk", signal: "warning" },
        { type: "heading", text: "Settled" },
      ],
    };

    expect(reportToCard(report, noPictures).body).toMatchObject([
      { text: "🟡 At risk" },
      { text: "Settled" },
    ]);
  });

  it("shows names with marks in them as they are written", () => {
    const card = reportToCard(
      { summary: "s", sections: [{ type: "paragraph", text: "1. *Ada* [x](http://y) a_b _c_ \\d\n- e" }] },
      noPictures,
    );

    expect(card.body[0]).toMatchObject({
      text: "1\\. \\*Ada\\* \\[x\\](http://y) a_b \\_c\\_ \\\\d\n\n\\- e",
    });
  });
});

describe("a chart in a card", () => {
  const chartIn = (options: typeof pictures | typeof noPictures) => {
    const chart = reportToCard(sampleReport, options).body.find(({ type }) => type === "Chart.Line");
    return JSON.parse(JSON.stringify(chart));
  };

  it("is native, in minutes, with gaps for what was not measured and the goal beside it", () => {
    const chart = chartIn(pictures);

    expect(chart).toMatchObject({ yAxisTitle: "minutes", yMin: 0, yMax: 30 });
    expect(chart.data.map(({ legend }: { legend: string }) => legend)).toEqual([
      "Week before",
      "This week",
      "Goal 15m",
    ]);
    expect(chart.data[1].values).toEqual([
      { x: "Mon 11", y: 10.2 },
      { x: "Tue 12", y: 10.9 },
      { x: "Wed 13", y: 15.7 },
      { x: "Thu 14", y: 24.7 },
      { x: "Fri 15", y: 14.8 },
      { x: "Sun 17", y: 12 },
    ]);
  });

  it("of days has a time axis where their dates are known", () => {
    const days = Array.from({ length: 7 }, (_, index) => `2016-04-${11 + index}`);
    const section = {
      type: "chart" as const,
      spec: { ...sampleChart, days } as ChartSpec,
      altText: "by day",
    };
    const card = reportToCard({ summary: "s", sections: [section] }, pictures);

    expect(checkCard(card)).toEqual([]);
    expect(JSON.stringify(card)).toContain('{"x":"2016-04-17","y":12}');
  });

  it("falls back to the picture where it has a public address", () => {
    expect(chartIn(pictures).fallback).toMatchObject({
      type: "Image",
      url: "https://desk.example.com/chart?c=1&sign=2",
      altText: expect.stringContaining("highest on Thu 14"),
    });
  });

  it("falls back to the numbers where it has none", () => {
    const words = cardWords(chartIn(noPictures).fallback);

    expect(words).toContain("This week (minutes)");
    expect(words).toContain("24.7");
  });

  it("that Teams cannot draw is the picture, or its highest fields", () => {
    const spec = {
      kind: "heat-map" as const,
      title: "Messages by hour",
      unit: "count" as const,
      columns: ["09:00", "10:00"],
      rows: ["Mon", "Tue"],
      values: [
        [1, 9],
        [null, 4],
      ],
    };
    const report = {
      summary: "s",
      sections: [{ type: "chart" as const, spec, altText: "busiest Mon 10:00" }],
    };

    expect(reportToCard(report, pictures).body[1]).toMatchObject({
      type: "Image",
      altText: "busiest Mon 10:00",
    });
    expect(cardWords(reportToCard(report, noPictures)).split("\n").slice(1)).toEqual([
      "busiest Mon 10:00",
      "Highest 3",
      "\u00a0",
      "Mon 10:00",
      "9",
      "Tue 10:00",
      "4",
      "Mon 09:00",
      "1",
    ]);
  });
});

describe("the axes of a native chart", () => {
  it.each([
    ["duration", [24.7, 15], 30],
    ["count", [3], 4],
    ["count", [91, 12, null], 100],
    ["percent", [88, 94], 100],
    ["score", [4.6], 6],
    ["count", [25], 32],
  ] as const)("of %s %j end at %d, so that ticks are round", (unit, values, yMax) => {
    expect(axisRange(unit, values)).toEqual({ yMin: 0, yMax });
  });

  it("are Teams' own where there is nothing above zero, or something below", () => {
    expect(axisRange("money", [-3, 5])).toBeUndefined();
    expect(axisRange("count", [0, null])).toBeUndefined();
    expect(axisRange("count", [])).toBeUndefined();
  });

  it("hold every value whatever it is", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 1e-6, max: 1e9 }), (value) => {
        for (const unit of ["count", "duration"] as const) {
          expect(axisRange(unit, [value])?.yMax).toBeGreaterThanOrEqual(value * 0.999);
        }
      }),
    );
  });

  it("name days by number where there are many bars", () => {
    const days = ["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"];
    const bars = (list: readonly string[]) => ({
      ...(sampleChart as SeriesChart),
      kind: "bar" as const,
      days: list,
    });
    const many = [...days, ...Array.from({ length: 4 }, (_, index) => `2026-02-0${index + 3}`)];

    expect(days.map((_, index) => shortLabel(bars(many), index))).toEqual(["30", "31", "1", "2"]);
    expect(monthsBelow(bars(many))).toBe("January and February");
    expect(monthsBelow(bars(days))).toBeUndefined();
    expect(shortLabel(bars(days), 0)).toBeUndefined();
  });
});

describe("the card check", () => {
  const card = (body: unknown[]) => ({ type: "AdaptiveCard", version: "1.5", fallbackText: "f", body });
  const block = { type: "TextBlock", text: "t", wrap: true };

  it("takes a small card", () => expect(checkCard(card([block]))).toEqual([]));

  it.each<[string, unknown, string]>([
    ["a misspelt property", card([{ ...block, weigth: "Bolder" }]), "TextBlock has no property weigth"],
    ["an unknown value", card([{ ...block, size: "Huge" }]), '"Huge" is none of'],
    ["an element Teams does not know", card([{ type: "Bogus" }]), 'type "Bogus"'],
    ["an empty text", card([{ ...block, text: "" }]), "at least 1 character"],
    ["half a character", card([{ ...block, text: "\ud83d" }]), "surrogate"],
    ["a picture without https", card([{ type: "Image", url: "http://a/b.png", altText: "a" }]), "https"],
    ["a picture without a description", card([{ type: "Image", url: "https://a/b.png" }]), "without altText"],
    ["a ragged table", card([ragged()]), "1 cells for 2 columns"],
    ["a chart without a fallback", card([{ type: "Chart.Line", data: [] }]), "without fallback"],
    ["a newer version", { ...card([]), version: "1.6" }, '"1.6" is none of 1.5'],
    ["a card that is too large", card([{ ...block, text: "x".repeat(30_000) }]), "at most 24576"],
    ["something else", { type: "message" }, "not an AdaptiveCard"],
    ["nothing", undefined, "not an AdaptiveCard"],
  ])("finds %s", (_, found, complaint) => {
    expect(checkCard(found).join("\n")).toContain(complaint);
  });

  function ragged() {
    const rows = [{ type: "TableRow", cells: [{ type: "TableCell", items: [block] }] }];
    return { type: "Table", columns: [{ width: 1 }, { width: 1 }], rows };
  }
});

/** What Microsoft's own reader finds wrong, except that it does not know Teams' charts. */
function complaintsOfAdaptiveCards(json: unknown): string[] {
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  const card = new AdaptiveCards.AdaptiveCard();
  card.parse(JSON.parse(JSON.stringify(json)), context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return events.filter((message) => !/Unknown element type "Chart\./.test(message));
}
