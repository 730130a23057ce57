import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { chartConfiguration } from "../../src/charts/chart-configuration.ts";
import { chartSize } from "../../src/charts/chart-size.ts";
import type { ChartSpec, SeriesChart } from "../../src/charts/chart-spec.ts";
import { inks, seriesColours, stepColours } from "../../src/charts/palette.ts";
import { renderChart } from "../../src/charts/render-chart.ts";
import { decode, type Picture } from "./picture.ts";
import { byChannel, byDay, heatMap } from "./sample-specs.ts";

const blue = seriesColours[0];
const titleBox = { x: 110, y: 14, width: 600, height: 44 };

describe("a drawn chart", () => {
  it("is a PNG of 900 × 450 on an opaque card with an edge", async () => {
    const picture = await draw(byDay);

    expect([picture.width, picture.height]).toEqual([900, 450]);
    for (const [x, y] of [
      [0, 0],
      [899, 449],
    ] as const) {
      expect(picture.at(x, y)).toBe(inks.cardEdge);
    }
    expect(picture.count(inks.card)).toBeGreaterThan(900 * 450 * 0.5);
  });

  it("is the same to the byte when drawn again", async () => {
    expect(await png(byDay)).toEqual(await png(byDay));
  });

  it("is the same to the byte on a machine without fonts", async () => {
    const script = `
      import { chartConfiguration } from "./src/charts/chart-configuration.ts";
      import { renderChart } from "./src/charts/render-chart.ts";
      import { createHash } from "node:crypto";
      const spec = JSON.parse(process.env.SPEC);
      const png = await renderChart(chartConfiguration(spec), { width: 900, height: 450 });
      console.log(createHash("sha256").update(png).digest("hex"));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      cwd: new URL("../..", import.meta.url),
      env: { ...process.env, DISABLE_SYSTEM_FONTS_LOAD: "1", SPEC: JSON.stringify(byDay) },
    });

    expect(stdout.trim()).toBe(
      createHash("sha256")
        .update(await png(byDay))
        .digest("hex"),
    );
  });

  it("writes its texts, each letter with its own shape", async () => {
    const plain = withoutPrevious(byDay);
    const [some, none] = [await draw(plain), await draw({ ...plain, title: "" })];
    const shapes = await Promise.all(
      ["é", "€", "·", "–", "→", "▲", "ü", "Я", "≤"].map((glyph) =>
        png({ ...byDay, title: glyph.repeat(10) }),
      ),
    );

    expect(some.count(inks.title, titleBox, 60)).toBeGreaterThan(2000);
    expect(none.count(inks.title, titleBox, 60)).toBe(0);
    // A missing glyph is drawn as one and the same box.
    expect(new Set(shapes.map((shape) => Buffer.from(shape).toString("base64"))).size).toBe(shapes.length);
  });

  it("keeps everything inside its margins, however long the texts are", async () => {
    const long = "Zahlungsverkehr und Rückerstattungen international";
    const specs: ChartSpec[] = [
      { ...byDay, title: long.repeat(5), labels: byDay.labels.map(() => long) },
      { ...byChannel, title: long, labels: [long, long, long], goal: { label: long, value: 500 } },
      {
        ...byDay,
        series: byDay.series.map((one) => ({ ...one, values: [1e9, 2e9, 3e9, 4e9, 1, 2, 4.5e9] })),
      },
      heatMap,
    ];
    for (const spec of specs) {
      const picture = await draw(spec);
      for (const box of [
        { x: 2, y: 2, width: 896, height: 8 },
        { x: 2, y: picture.height - 10, width: 896, height: 8 },
        { x: 2, y: 2, width: 6, height: picture.height - 4 },
        { x: picture.width - 8, y: 2, width: 6, height: picture.height - 4 },
      ]) {
        expect(picture.others(inks.card, box), `${spec.title} ${JSON.stringify(box)}`).toBe(0);
      }
    }
  });

  it("shows the period before behind the current one", async () => {
    const [both, only] = [await draw(byDay), await draw(withoutPrevious(byDay))];
    const bars = await draw(byChannel);

    const plot = { x: 90, y: 70, width: 750, height: 300 };
    expect(both.count(inks.previousLine, plot)).toBeGreaterThan(500);
    expect(only.count(inks.previousLine, plot)).toBe(0);
    expect(bars.count(inks.previousFill)).toBeGreaterThan(5000);
    expect(bars.count(blue)).toBeGreaterThan(10_000);
  });

  it("leaves a gap for what was not measured, unlike a zero", async () => {
    const [gap, zero] = [await draw(oneMissing(null)), await draw(oneMissing(0))];
    const middle = { x: 420, y: 120, width: 100, height: 250 };

    expect(gap.count(blue, middle)).toBe(0);
    expect(zero.count(blue, middle)).toBeGreaterThan(500);
  });

  it("draws a zero bar as a stub and none for what was not measured", async () => {
    const bars = (value: number | null): SeriesChart => ({
      ...withoutPrevious(byChannel),
      series: [{ name: "Yesterday", role: "current", values: [value, value, value] }],
    });

    // Above the axis; the texts stand higher.
    const foot = { x: 100, y: 364, width: 770, height: 26 };
    const [zero, nothing] = [await draw(bars(0)), await draw(bars(null))];

    expect(zero.count(blue, foot)).toBeGreaterThan(300);
    expect(nothing.count(blue, foot)).toBeLessThan(150);
  });

  it("makes bars as long as their values", async () => {
    const picture = await draw(withoutPrevious(byChannel));
    const third = (at: number) => ({ x: 100 + at * 260, y: 70, width: 260, height: 330 });
    const [email, chat, phone] = [0, 1, 2].map((at) => picture.count(blue, third(at))) as [
      number,
      number,
      number,
    ];

    expect(email / chat).toBeCloseTo(4, 0);
    expect(phone / chat).toBeCloseTo(2, 0);
  });

  it("draws the goal line over the bars", async () => {
    const spec: SeriesChart = { ...byChannel, goal: { label: "Goal: at most 150", value: 150 } };
    const plot = { x: 100, y: 130, width: 780, height: 240 };

    expect((await draw(spec)).count(inks.goal, plot)).toBeGreaterThan(
      (await draw(byChannel)).count(inks.goal, plot) + 500,
    );
  });

  it("grows with the number of named bars", async () => {
    const labels = Array.from({ length: 15 }, (_, at) => `Agent number ${at}`);
    const spec: SeriesChart = {
      ...byChannel,
      labels,
      series: [{ name: "Now", role: "current", values: labels.map((_, at) => at) }],
    };

    expect((await draw(spec)).height).toBe(880);
  });

  it("draws a heat map's cells in their colours, row by row", async () => {
    const picture = await draw(heatMap);

    const corner = (x: number, y: number) => ({ x, y, width: 60, height: 60 });

    // The hours before six hold nothing, the late ones of the last day the most.
    expect(picture.count(stepColours[0], corner(110, 150))).toBeGreaterThan(1000);
    expect(picture.count(stepColours[5], corner(820, 330))).toBeGreaterThan(1000);
    expect(picture.count(stepColours[5], corner(820, 120))).toBe(0);
  });

  it("draws nothing but the axes where there is no data at all", async () => {
    for (const spec of [
      { ...byDay, series: [] },
      { ...byDay, labels: [], series: [] },
      { ...heatMap, rows: [], columns: [], values: [] },
    ]) {
      expect((await draw(spec)).count(blue)).toBe(0);
    }
  });
});

async function png(spec: ChartSpec): Promise<Uint8Array> {
  return renderChart(chartConfiguration(spec), chartSize(spec));
}

async function draw(spec: ChartSpec): Promise<Picture> {
  return decode(await png(spec));
}

function withoutPrevious(spec: SeriesChart): SeriesChart {
  return { ...spec, series: spec.series.filter(({ role }) => role === "current") };
}

function oneMissing(value: number | null): SeriesChart {
  return {
    ...byDay,
    series: [{ name: "This week", role: "current", values: [100, 100, 100, value, 100, 100, 100] }],
  };
}
