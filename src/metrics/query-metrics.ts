import type { Kysely } from "kysely";
import type { Database } from "../store/tables.ts";
import type { CellKey } from "./cell.ts";
import { cellKeys } from "./cell-keys.ts";
import { checkQuery } from "./check-query.ts";
import { compare } from "./comparison.ts";
import { exposures } from "./exposure.ts";
import { type Frames, framesOf } from "./frame.ts";
import type { MeasureContext } from "./measure.ts";
import { measuredValue } from "./measured-value.ts";
import type { MetricQuery } from "./metric-query.ts";
import type { MetricResult } from "./metric-result.ts";
import { type AskedMetric, isMeasured, measuresOf, planOf } from "./plan.ts";
import { type FrameReadings, readFacts } from "./read-facts.ts";

/**
 * Computes KPIs for a period and the one before it, in the order of the asked metrics, then of the breakdown's keys.
 * A breakdown has every key found in either period and every stretch of time that has begun. What was not measured is
 * null, a count of nothing is 0.
 *
 * @throws UsageError for an unknown KPI, and for a dimension, filter or statistic that a KPI does not have
 */
export async function queryMetrics(
  db: Kysely<Database>,
  query: MetricQuery,
): Promise<readonly MetricResult[]> {
  const asked = checkQuery(query);
  const frames = framesOf(query);
  const readings = await read(db, asked, query, frames);
  return asked.flatMap((metric) => resultsOf(metric, query, frames, readings));
}

interface AllReadings {
  readonly current: FrameReadings;
  readonly previous: FrameReadings;
}

async function read(
  db: Kysely<Database>,
  asked: readonly AskedMetric[],
  query: MetricQuery,
  frames: Frames,
): Promise<AllReadings> {
  const plan = planOf(asked, query);
  const context: MeasureContext = {
    accountId: query.accountId,
    now: query.now,
    reopenWindowMs: query.reopenWindowMs,
    span: { from: frames.previous.period.from, to: frames.current.period.to },
  };
  const readCurrent = () => readFacts(db, plan.current, frames.current, query, context);
  const readPrevious = () => readFacts(db, plan.previous, frames.previous, query, context);
  // A transaction has one connection, which answers one query at a time.
  if (db.isTransaction) return { current: await readCurrent(), previous: await readPrevious() };
  const [current, previous] = await Promise.all([readCurrent(), readPrevious()]);
  return { current, previous };
}

function resultsOf(
  metric: AskedMetric,
  query: MetricQuery,
  frames: Frames,
  readings: AllReadings,
): readonly MetricResult[] {
  const { definition, statistic } = metric;
  const exposure = {
    current: exposures(query.by, frames.current),
    previous: exposures(query.by, frames.previous),
  };
  return cellKeys(query.by, frames.current, keysOf(metric, readings)).map((key) => {
    const measured = (of: "current" | "previous") =>
      measuredValue(definition.measurement, statistic, readings[of].at(key), exposure[of](key));
    const [current, previous] = [measured("current"), measured("previous")];
    return {
      metric: definition.id,
      unit: definition.unit,
      ...(definition.unit === "duration" ? { statistic } : {}),
      key: Object.fromEntries(query.by.map((dimension, index) => [dimension, key[index] ?? null])),
      value: current.value,
      sample: current.sample,
      previous: { value: previous.value, sample: previous.sample },
      ...compare(definition, current, previous),
      notes: notesOf(metric, query, readings, key, current.value),
    };
  });
}

/** Where the metric, or what its notes tell of, was found: what other metrics found does not matter. */
function keysOf({ definition }: AskedMetric, { current, previous }: AllReadings): readonly CellKey[] {
  const own = measuresOf(definition);
  const noted = (definition.notes ?? []).flatMap((note) => note.measures);
  const foundIn = (readings: FrameReadings, measures: typeof own) =>
    readings.cells.filter(({ found }) => measures.some(({ id }) => found.has(id))).map(({ key }) => key);
  return [...foundIn(current, [...own, ...noted]), ...foundIn(previous, own)];
}

const NO_BUSINESS_TIME = "business time is not measured: no calendar is configured";

function notesOf(
  { definition, statistic }: AskedMetric,
  query: MetricQuery,
  { current }: AllReadings,
  key: CellKey,
  value: number | null,
): readonly string[] {
  if (!isMeasured(definition, query)) return [NO_BUSINESS_TIME];
  const context = { value, statistic, reopenWindowMs: query.reopenWindowMs };
  return (definition.notes ?? []).flatMap((note) => note.word(current.at(key), context) ?? []);
}
