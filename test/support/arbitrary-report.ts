import * as fc from "fast-check";
import type { ChartSpec } from "../../src/charts/chart-spec.ts";
import type { Report, Section } from "../../src/messages/report.ts";

/** Texts as desks have them and worse: empty, long, in any script, with emoji, markup and half characters. */
const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: "grapheme", maxLength: 30 }) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", " ", "*bold*", "[a](http://b)", "1. one\n- two", "\ud83d", "<!channel>"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "👩‍👩‍👧‍👦".repeat(800),
      "x".repeat(5_000),
      "名".repeat(5_000),
      '\\*"'.repeat(2_000),
    ),
  },
);
const few = { maxLength: 5 };
const many = { maxLength: 60 };
const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }));
const unit = fc.constantFrom("count", "duration", "percent", "money", "score");

const series: fc.Arbitrary<ChartSpec> = fc.record(
  {
    kind: fc.constantFrom("line", "bar"),
    title: text,
    unit,
    labels: fc.array(text, { maxLength: 90 }),
    series: fc.array(
      fc.record({
        name: text,
        role: fc.constantFrom("current", "previous"),
        values: fc.array(value, { maxLength: 90 }),
      }),
      few,
    ),
    goal: fc.record({ label: text, value: fc.double({ noNaN: true, min: 0, max: 1e6 }) }),
  },
  { requiredKeys: ["kind", "title", "unit", "labels", "series"] },
);
const heatMap: fc.Arbitrary<ChartSpec> = fc.record({
  kind: fc.constant("heat-map"),
  title: text,
  unit,
  columns: fc.array(text, { maxLength: 24 }),
  rows: fc.array(text, { maxLength: 7 }),
  values: fc.array(fc.array(value, { maxLength: 24 }), { maxLength: 7 }),
});
const tone = fc.constantFrom("good", "bad", "neutral");
const column = fc.record({ label: text, align: fc.constantFrom("left", "right") });

const section: fc.Arbitrary<Section> = fc.oneof(
  fc.record(
    {
      type: fc.constant("heading"),
      text,
      subtitle: text,
      signal: fc.constantFrom("danger", "warning", "taken", "done"),
    },
    { requiredKeys: ["type", "text"] },
  ),
  fc.record({ type: fc.constant("paragraph"), text }),
  fc.record({ type: fc.constant("highlights"), items: fc.array(fc.record({ tone, text }), many) }),
  fc.record({
    type: fc.constant("tiles"),
    tiles: fc.array(
      fc.record(
        {
          label: text,
          value: text,
          change: fc.record({ tone, text }),
          goal: fc.record({ state: fc.constantFrom("met", "near", "missed"), text }),
          sample: text,
        },
        { requiredKeys: ["label", "value"] },
      ),
      many,
    ),
  }),
  fc.record(
    {
      type: fc.constant("table"),
      title: text,
      columns: fc.array(column, { maxLength: 25 }),
      rows: fc.oneof(
        fc.array(fc.array(text, { maxLength: 25 }), few),
        fc.array(text, few).map((row) => Array.from({ length: 500 }, () => row)),
      ),
      omitted: fc.nat(1_000),
    },
    { requiredKeys: ["type", "title", "columns", "rows"] },
  ),
  fc.record({ type: fc.constant("chart"), spec: fc.oneof(series, heatMap), altText: text }),
  fc.record({
    type: fc.constant("actions"),
    actions: fc.array(
      fc.oneof(
        fc.record({ label: text, command: text }),
        fc.record({ label: text, url: fc.webUrl({ withQueryParameters: true }) }),
        fc.record({
          label: text,
          options: fc.array(fc.record({ label: text, command: text }), { maxLength: 20 }),
        }),
      ),
      many,
    ),
  }),
  fc.record({ type: fc.constant("footnote"), lines: fc.array(text, many) }),
);

/** Any report a composer could write, and many it would not. */
export const arbitraryReport: fc.Arbitrary<Report> = fc.record({
  summary: text,
  sections: fc.array(section, { maxLength: 12, size: "max" }),
});
