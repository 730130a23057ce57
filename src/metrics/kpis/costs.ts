import { sql } from "kysely";
import { calendarTimes } from "../dimension-sets.ts";
import type { Measure, Source } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { conversationsHandled } from "./handled.ts";

/** Money put into support, evenly over the span it was recorded for. */
const costs: Source = {
  id: "costs",
  table: "costs",
  time: { kind: "spread", from: "from_at", until: "to_at" },
  team: "f.team_id",
  columns: { channel: sql.ref("f.channel"), kind: sql.ref("f.kind"), currency: sql.ref("f.currency") },
};
const spent: Measure = { id: "costs", source: costs, aggregate: { kind: "money", value: sql`f.amount` } };

/** Distinct conversations in which an agent replied; what was handled is of no kind of cost. */
const handled: Measure = {
  ...conversationsHandled,
  id: "conversations_handled_across_kinds",
  across: ["kind"],
};

export const costMetrics: readonly MetricDefinition[] = [
  {
    id: "cost-per-conversation",
    name: "Cost per conversation",
    definition:
      "The money put into support, spread evenly over the time it was for, over the conversations in which an agent replied. No cost recorded is no data.",
    family: "Business",
    unit: "money",
    direction: "lower",
    at: "period",
    dimensions: ["team", "channel", "kind", ...calendarTimes],
    chart: { kind: "line", by: ["month"] },
    sampleOf: ["conversation handled", "conversations handled"],
    measurement: {
      kind: "derived",
      inputs: [spent, handled],
      compute: (readings) => {
        const { count, sum = null } = readings(spent.id);
        const conversations = readings(handled.id).count;
        const isMeasured = count > 0 && sum !== null && conversations > 0;
        return { value: isMeasured ? sum / conversations : null, sample: conversations };
      },
    },
  },
];
