import { sql } from "kysely";
import { conversationDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition, Note } from "../metric-definition.ts";
import { conversationsByResolution } from "../sources.ts";
import { formatValue } from "../wording.ts";

const handling: Measure = {
  id: "handling",
  source: conversationsByResolution,
  where: () => sql`f.handle_ms is not null`,
  automatic: "is_resolved_automatically",
  aggregate: { kind: "duration", value: sql`f.handle_ms` },
};
const unlogged: Measure = {
  id: "handling_not_logged",
  source: conversationsByResolution,
  where: () => sql`f.handle_ms is null`,
  automatic: "is_resolved_automatically",
  aggregate: { kind: "count" },
};
const withoutLog: Note = {
  measures: [unlogged],
  word: (readings) => {
    const { count } = readings(unlogged.id);
    return count === 0 ? undefined : `${formatValue("count", count)} without logged time left out`;
  },
};

export const handleTime: readonly MetricDefinition[] = [
  {
    id: "handle-time",
    name: "Average handle time",
    definition:
      "Time logged for working on a conversation (talk, hold, wrap-up and other work), per conversation resolved.",
    family: "Speed",
    unit: "duration",
    direction: "lower",
    at: "resolved",
    dimensions: conversationDimensions,
    chart: { kind: "line", by: ["day"] },
    sampleOf: ["conversation", "conversations"],
    measurement: { kind: "simple", measure: handling },
    notes: [withoutLog],
  },
];
