import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { conversationColumns, conversationsByOpening, credited } from "../sources.ts";

const converted: Measure = {
  id: "conversations_converting",
  source: {
    id: "conversions",
    table: "conversions",
    time: { kind: "flow", at: "at" },
    ...credited,
    columns: { ...conversationColumns, kind: sql.ref("f.kind") },
  },
  aggregate: { kind: "distinct", value: sql`f.conversation_id` },
};
/** The conversations a kind of conversion is a share of are of no kind themselves. */
const opened: Measure = {
  id: "conversations_opened_across_kinds",
  source: conversationsByOpening,
  across: ["kind"],
  aggregate: { kind: "count" },
};

const shared = {
  family: "Business",
  direction: "higher",
  at: "converted",
  dimensions: [...eventDimensions, "kind"],
} as const;

export const conversionMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: "conversions",
    name: "Conversions",
    definition:
      "Conversations with at least one (micro-)conversion in the period. Orders are counted apart, by acquisition and retention.",
    unit: "count",
    chart: { kind: "bar", by: ["week"] },
    sampleOf: ["conversation", "conversations"],
    measurement: { kind: "simple", measure: converted },
  },
  {
    ...shared,
    id: "conversion-rate",
    name: "Conversion rate",
    definition:
      "Conversations with at least one (micro-)conversion in the period, over the conversations opened in it.",
    unit: "percent",
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["conversation opened", "conversations opened"],
    measurement: { kind: "ratio", numerator: converted, denominator: opened },
  },
];
