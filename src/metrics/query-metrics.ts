import type { Kysely } from "kysely";
import type { Database } from "../store/tables.ts";
import type { CellKey } from "./cell.ts";
import { cellKeys } from "./cell-keys.ts";
import { checkQuery } from "./check-query.ts";
import { compare, type Measured } from "./comparison.ts";
import { exposures } from "./exposure.ts";
import { type Frames, framesOf } from "./frame.ts";
import { boundFor, judgeGoal } from "./goal.ts";
import { defaultSettings } from "./measure.ts";
import { measuredValue } from "./measured-value.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { MetricQuery } from "./metric-query.ts";
import type { MetricResult } from "./metric-result.ts";
import { type AskedMetric, isMeasured, measuresOf, planOf } from "./plan.ts";
import { type FrameReadings, readFacts } from "./read-facts.ts";
import type { Readings } from "./reading.ts";
import type { StatementContext } from "./statement.ts";
import { wordNotes } from "./word-notes.ts";
import { isTooFew } from "./wording.ts";

/**
 * Computes KPIs for a period and the one it is compared with, in the order of the asked metrics, then of the
 * breakdown's keys. A breakdown has every key found in either period and every stretch of time that has begun; money
 * has a row a currency, and one without where there was none. What was not measured is null, a count of nothing is 0.
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

/** What the statements of a query depend on besides the measures. */
export function contextOf(query: MetricQuery, { current, previous }: Frames): StatementContext {
  return {
    accountId: query.accountId,
    now: query.now,
    reopenWindowMs: query.reopenWindowMs,
    settings: query.settings ?? defaultSettings,
    span: { from: previous.period.from, to: current.period.to },
    by: query.by,
  };
}

async function read(
  db: Kysely<Database>,
  asked: readonly AskedMetric[],
  query: MetricQuery,
  frames: Frames,
): Promise<AllReadings> {
  const plan = planOf(asked, query);
  const context = contextOf(query, frames);
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
  const { definition, by, statistic } = metric;
  const isAnswered = isMeasured(definition, query);
  const exposure = {
    current: exposures(by, frames.current),
    previous: exposures(by, frames.previous),
  };
  return cellKeys(by, frames.current, keysOf(metric, readings)).map((cell) => {
    const key = keyOf(metric, query, cell);
    const bound = boundFor(query.goals ?? [], definition.id, key, query.filters);
    const sideOf = (which: "current" | "previous"): Side => {
      const found = readings[which].at(by, cell);
      const of = { statistic, exposure: exposure[which](cell), bound };
      return { readings: found, ...(isAnswered ? measuredValue(definition, found, of) : notMeasured) };
    };
    return resultOf(metric, query, key, sideOf("current"), sideOf("previous"));
  });
}

const notMeasured: Measured = { value: null, sample: 0 };

/** What was measured in one of the two periods, and of what. */
interface Side extends Measured {
  readonly readings: Readings;
}

function resultOf(
  { definition, statistic }: AskedMetric,
  query: MetricQuery,
  key: MetricResult["key"],
  current: Side,
  previous: Side,
): MetricResult {
  const isShare = statistic === "within-goal";
  const unit = isShare ? "percent" : definition.unit;
  const direction = isShare ? "higher" : directionOf(definition, current, previous);
  const result = {
    metric: definition.id,
    unit,
    ...(definition.unit === "duration" ? { statistic } : {}),
    key,
    value: current.value,
    sample: current.sample,
    previous: { value: previous.value, sample: previous.sample },
    ...compare({ unit, direction }, current, previous),
    ...(direction !== "neutral" && direction !== definition.direction ? { direction } : {}),
    notes: wordNotes(definition, query, { ...current, statistic }),
  };
  const goal = isTooFew(definition, result) ? undefined : judgeGoal(query.goals ?? [], result, query.filters);
  return goal ? { ...result, goal } : result;
}

/** A scale of answers may be turned round: then what it was before, too, is judged the other way. */
function directionOf(
  { direction, turnedBy }: MetricDefinition,
  current: Side,
  previous: Side,
): MetricDefinition["direction"] {
  const isTurned = turnedBy && [current, previous].some(({ readings }) => readings(turnedBy.id).count > 0);
  if (!isTurned || direction === "neutral") return direction;
  return direction === "lower" ? "higher" : "lower";
}

function keyOf({ by }: AskedMetric, query: MetricQuery, cell: CellKey): MetricResult["key"] {
  const named = by.map((dimension, index) => [dimension, cell[index] ?? null] as const);
  return Object.fromEntries(
    named.filter(([dimension, value]) => value !== null || query.by.includes(dimension)),
  );
}

/** Where the metric, or what its notes tell of, was found: what other metrics found does not matter. */
function keysOf({ definition, by }: AskedMetric, { current, previous }: AllReadings): readonly CellKey[] {
  const own = measuresOf(definition);
  const noted = (definition.notes ?? []).flatMap((note) => note.measures);
  return [...current.keys([...own, ...noted], by), ...previous.keys(own, by)];
}
