import { sql } from "kysely";
import { conversationDimensions } from "../dimension-sets.ts";
import type { Measure, MeasureContext } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { conversationsByOpening, conversationsByResolution } from "../sources.ts";

const isComplaint = ({ settings }: MeasureContext) => sql`f.tags @> array[${settings.complaintTag}]::text[]`;

const opened: Measure = {
  id: "complaints",
  source: conversationsByOpening,
  where: isComplaint,
  aggregate: { kind: "count" },
};
const resolved: Measure = {
  id: "complaints_resolved",
  source: conversationsByResolution,
  where: isComplaint,
  automatic: "is_resolved_automatically",
  aggregate: { kind: "count" },
};

export const complaints: readonly MetricDefinition[] = [
  {
    id: "complaints",
    name: "Complaints",
    definition: "Conversations opened in the period that carry the complaint tag now.",
    family: "Volume",
    unit: "count",
    direction: "lower",
    at: "opened",
    dimensions: conversationDimensions,
    chart: { kind: "bar", by: ["week"] },
    sampleOf: ["complaint", "complaints"],
    measurement: { kind: "simple", measure: opened },
  },
  {
    id: "complaints-resolved",
    name: "Complaints resolved",
    definition: "Conversations that carry the complaint tag and whose last resolution is in the period.",
    family: "Volume",
    unit: "count",
    direction: "higher",
    at: "resolved",
    dimensions: conversationDimensions,
    chart: { kind: "bar", by: ["week"] },
    sampleOf: ["complaint", "complaints"],
    measurement: { kind: "simple", measure: resolved },
  },
];
