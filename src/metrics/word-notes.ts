import { defaultSettings } from "./measure.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { MetricQuery, Statistic } from "./metric-query.ts";
import { isMeasured, measuresOf } from "./plan.ts";
import type { Readings } from "./reading.ts";
import { formatValue } from "./wording.ts";

interface Noted {
  readonly statistic: Statistic;
  readonly value: number | null;
  readonly sample: number;
  readonly readings: Readings;
}

/** What is said beside a value: the KPI's own asides, and why it could not be measured. */
export function wordNotes(definition: MetricDefinition, query: MetricQuery, noted: Noted): readonly string[] {
  const { readings, statistic, value } = noted;
  const context = {
    statistic,
    value,
    reopenWindowMs: query.reopenWindowMs,
    settings: query.settings ?? defaultSettings,
  };
  const own = (definition.notes ?? []).map((note) => note.word(readings, context));
  const all = [...own, clockNote(definition, query, noted), goalNote(noted)];
  return all.filter((text) => text !== undefined);
}

/** Business time is the time inside a calendar: without one it is not measured. */
function clockNote(
  definition: MetricDefinition,
  query: MetricQuery,
  { value, readings }: Noted,
): string | undefined {
  if (query.clock === "elapsed" || definition.unit !== "duration") return undefined;
  if (!isMeasured(definition, query)) return "business time is not measured, only elapsed time";
  const unmeasured = measuresOf(definition)
    .map(({ id }) => readings(id).unmeasured ?? 0)
    .reduce((sum, count) => sum + count, 0);
  if (unmeasured === 0) return undefined;
  if (value === null) return "business time is not measured: no calendar is configured";
  return `${formatValue("count", unmeasured)} without a calendar left out`;
}

function goalNote({ statistic, value, sample }: Noted): string | undefined {
  return statistic === "within-goal" && value === null && sample > 0
    ? "no goal to hold it against"
    : undefined;
}
