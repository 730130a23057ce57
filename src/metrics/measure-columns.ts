import { sql } from "kysely";
import type { Fragment, Measure } from "./measure.ts";
import type { Statistic } from "./metric-query.ts";
import { emptyReading, type Reading } from "./reading.ts";

export interface AskedMeasure {
  readonly measure: Measure;
  readonly statistics: readonly Statistic[];
  /** Values that are compared with those of the period before need their spread too. */
  readonly isCompared: boolean;
}

/** Durations are summed up as the integer milliseconds they are: exact, whatever the order of the rows. */
export function measureColumns(
  { measure, statistics, isCompared }: AskedMeasure,
  condition: Fragment | undefined,
): readonly Fragment[] {
  const { id, aggregate } = measure;
  const filter = condition ? sql` filter (where ${condition})` : sql``;
  const named = (expression: Fragment, suffix: string) => sql`${expression} as ${sql.id(`${id}_${suffix}`)}`;
  const column = (aggregated: Fragment, suffix: string) => named(sql`${aggregated}${filter}`, suffix);
  const count = column(sql`count(*)`, "count");
  if (aggregate.kind === "count") return [count];
  if (aggregate.kind === "longest")
    return [count, named(sql`extract(epoch from max(b.at - f.started_at)${filter})`, "longest")];
  const { value } = aggregate;
  const scale = aggregate.kind === "duration" ? sql`ln(1 + (${value}) / 1000.0::float8)` : value;
  const spread = [
    column(sql`avg(${scale})`, "spread_mean"),
    column(sql`var_samp(${scale})`, "spread_variance"),
  ];
  const summedUp = statistics.map((statistic) => column(aggregateOf(statistic, value), statistic));
  return [count, ...summedUp, ...(isCompared ? spread : [])];
}

function aggregateOf(statistic: Statistic, value: Fragment): Fragment {
  if (statistic === "mean") return sql`avg(${value})`;
  return sql`percentile_cont(${sql.lit(FRACTIONS[statistic])}) within group (order by ${value})`;
}

const FRACTIONS = { median: 0.5, p90: 0.9, p95: 0.95 } as const;

/** Reads the columns back. */
export function readMeasure(
  { measure, statistics, isCompared }: AskedMeasure,
  row: Readonly<Record<string, unknown>>,
): Reading {
  const { id, aggregate } = measure;
  const number = (suffix: string) => {
    const value = row[`${id}_${suffix}`];
    return value === null || value === undefined ? null : Number(value);
  };
  const count = number("count") ?? 0;
  if (count === 0) return emptyReading;
  if (aggregate.kind === "count") return { count, statistics: {} };
  if (aggregate.kind === "longest") return { count, statistics: {}, longestSeconds: number("longest") ?? 0 };
  const unit = aggregate.kind === "duration" ? 1000 : 1;
  const values = statistics.map((statistic) => {
    const value = number(statistic);
    return [statistic, value === null ? null : value / unit];
  });
  const reading = { count, statistics: Object.fromEntries(values) };
  if (!isCompared) return reading;
  return {
    ...reading,
    spread: { mean: number("spread_mean") ?? 0, variance: number("spread_variance") ?? 0 },
  };
}
