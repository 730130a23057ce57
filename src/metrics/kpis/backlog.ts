import { sql } from "kysely";
import { levelDimensions } from "../dimension-sets.ts";
import type { Fragment, Measure } from "../measure.ts";
import type { MetricDefinition, Note } from "../metric-definition.ts";
import { openEpisodes } from "../sources.ts";
import { formatValue } from "../wording.ts";

const counted = { kind: "count" } as const;

const open: Measure = { id: "open_conversations", source: openEpisodes, aggregate: counted };

/** Age is counted from the conversation's opening, as resolution time is. */
const ages = [
  age("open_under_1_day", "under 1 d", sql`c.opened_at > b.at - interval '24 hours'`),
  age(
    "open_1_to_3_days",
    "1–3 d",
    sql`c.opened_at <= b.at - interval '24 hours' and c.opened_at > b.at - interval '72 hours'`,
  ),
  age(
    "open_3_to_7_days",
    "3–7 d",
    sql`c.opened_at <= b.at - interval '72 hours' and c.opened_at > b.at - interval '168 hours'`,
  ),
  age("open_over_7_days", "7 d and older", sql`c.opened_at <= b.at - interval '168 hours'`),
];

function age(id: string, label: string, where: Fragment): { label: string; measure: Measure } {
  return { label, measure: { id, source: openEpisodes, where: () => where, aggregate: counted } };
}

const byAge: Note = {
  measures: ages.map(({ measure }) => measure),
  word: (readings) => {
    const parts = ages.map(({ label, measure }) => ({ label, count: readings(measure.id).count }));
    if (parts.every(({ count }) => count === 0)) return undefined;
    return `by age: ${parts.map(({ label, count }) => `${label} ${formatValue("count", count)}`).join(", ")}`;
  },
};

const snoozedMeasure: Measure = {
  id: "open_snoozed",
  source: openEpisodes,
  where: () => sql`z.subject is not null`,
  aggregate: counted,
};
const snoozed: Note = {
  measures: [snoozedMeasure],
  word: (readings) => {
    const { count } = readings(snoozedMeasure.id);
    return count === 0 ? undefined : `${formatValue("count", count)} of them snoozed`;
  },
};

export const backlog: readonly MetricDefinition[] = [
  {
    id: "open-conversations",
    name: "Open conversations",
    definition: "The backlog: conversations open at the end of the period, snoozed ones included.",
    family: "Volume",
    unit: "count",
    direction: "lower",
    at: "level",
    dimensions: levelDimensions,
    chart: { kind: "line", by: ["day"] },
    sampleOf: ["conversation", "conversations"],
    measurement: { kind: "level", measure: open },
    notes: [snoozed, byAge],
  },
];
