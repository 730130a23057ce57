import { sql } from "kysely";
import type { Fragment, Measure, MeasureContext } from "./measure.ts";
import type { MetricQuery, Statistic } from "./metric-query.ts";
import { emptyReading, type Reading } from "./reading.ts";
import { shareOfStretch } from "./rows-in-time.ts";

export interface AskedMeasure {
  readonly measure: Measure;
  readonly statistics: readonly Statistic[];
  /** Values that are compared with those of the period before need their spread too. */
  readonly isCompared: boolean;
  /** In milliseconds: the goals whose keeping is counted. */
  readonly bounds: readonly number[];
}

/** Durations are summed up as the integer milliseconds they are: exact, whatever the order of the rows. */
export function measureColumns(
  asked: AskedMeasure,
  condition: Fragment | undefined,
  clock: MetricQuery["clock"],
  context: MeasureContext,
): readonly Fragment[] {
  const { measure } = asked;
  const { aggregate, source } = measure;
  const column = columnsOf(measure.id, condition);
  switch (aggregate.kind) {
    case "count":
      return [column("count", sql`count(*)`)];
    case "distinct":
      return [column("count", sql`count(distinct ${aggregate.value} collate "C")`)];
    case "longest":
      return [column("count", sql`count(*)`), longestColumn(measure.id, condition)];
    case "sum":
    case "money": {
      const share = shareOfStretch(source);
      const value = share ? sql`${aggregate.value} * (${share})` : aggregate.value;
      return [column("count", sql`count(${aggregate.value})`), column("sum", sql`sum(${value})`)];
    }
    case "score": {
      const value = typeof aggregate.value === "function" ? aggregate.value(context) : aggregate.value;
      return [column("count", sql`count(*)`), ...summedUp(asked, value, value, column)];
    }
    case "duration":
      return durationColumns(asked, aggregate, column, clock);
    default:
      return aggregate satisfies never;
  }
}

/** The columns of a measure of which the whole's are the sums of the parts'; undefined where they are not. */
export function addedColumns({ id, aggregate }: Measure): readonly string[] | undefined {
  if (aggregate.kind === "count") return [`${id}_count`];
  if (aggregate.kind === "sum" || aggregate.kind === "money") return [`${id}_count`, `${id}_sum`];
  return undefined;
}

type Column = (suffix: string, aggregated: Fragment) => Fragment;

function columnsOf(id: string, condition: Fragment | undefined): Column {
  const filter = condition ? sql` filter (where ${condition})` : sql``;
  return (suffix, aggregated) => sql`${aggregated}${filter} as ${sql.id(`${id}_${suffix}`)}`;
}

function longestColumn(id: string, condition: Fragment | undefined): Fragment {
  const filter = condition ? sql` filter (where ${condition})` : sql``;
  return sql`extract(epoch from max(b.at - f.started_at)${filter}) as ${sql.id(`${id}_longest`)}`;
}

/** Aggregates leave out null: what has no value in business hours is counted apart. */
function durationColumns(
  asked: AskedMeasure,
  { value, businessValue }: Extract<Measure["aggregate"], { kind: "duration" }>,
  column: Column,
  clock: MetricQuery["clock"],
): readonly Fragment[] {
  const own = clock === "business" && businessValue ? businessValue : value;
  const isBusiness = own === businessValue;
  return [
    column("count", isBusiness ? sql`count(${own})` : sql`count(*)`),
    ...(isBusiness ? [column("unmeasured", sql`count(*) - count(${own})`)] : []),
    ...summedUp(asked, own, sql`ln(1 + (${own}) / 1000.0::float8)`, column),
    ...asked.bounds.map((bound) =>
      column(`within_${bound}`, sql`count(case when ${own} <= ${sql.lit(bound)} then 1 end)`),
    ),
  ];
}

function summedUp(
  { statistics, isCompared }: AskedMeasure,
  value: Fragment,
  scale: Fragment,
  column: Column,
): readonly Fragment[] {
  const spread = [
    column("spread_mean", sql`avg(${scale})`),
    column("spread_variance", sql`var_samp(${scale})`),
  ];
  const asked = statistics.flatMap((statistic) =>
    statistic === "within-goal" ? [] : [column(statistic, aggregateOf(statistic, value))],
  );
  return [...asked, ...(isCompared ? spread : [])];
}

function aggregateOf(statistic: keyof typeof FRACTIONS | "mean", value: Fragment): Fragment {
  if (statistic === "mean") return sql`avg(${value})`;
  return sql`percentile_cont(${sql.lit(FRACTIONS[statistic])}) within group (order by ${value})`;
}

const FRACTIONS = { median: 0.5, p90: 0.9, p95: 0.95 } as const;

/** Reads the columns back. */
export function readMeasure(asked: AskedMeasure, row: Readonly<Record<string, unknown>>): Reading {
  const { measure, statistics, isCompared, bounds } = asked;
  const { id, aggregate } = measure;
  const number = (suffix: string) => {
    const value = row[`${id}_${suffix}`];
    return value === null || value === undefined ? null : Number(value);
  };
  const count = number("count") ?? 0;
  const unmeasured = number("unmeasured") ?? 0;
  if (count === 0) return unmeasured === 0 ? emptyReading : { ...emptyReading, unmeasured };
  switch (aggregate.kind) {
    case "count":
    case "distinct":
      return { count, statistics: {} };
    case "longest":
      return { count, statistics: {}, longestSeconds: number("longest") ?? 0 };
    case "sum":
    case "money":
      return { count, statistics: {}, sum: number("sum") };
    case "score":
    case "duration": {
      const unit = aggregate.kind === "duration" ? 1000 : 1;
      const values = statistics.map((statistic) => {
        const value = number(statistic);
        return [statistic, value === null ? null : value / unit];
      });
      return {
        count,
        statistics: Object.fromEntries(values),
        ...(unmeasured > 0 ? { unmeasured } : {}),
        ...(bounds.length > 0
          ? { within: new Map(bounds.map((bound) => [bound, number(`within_${bound}`) ?? 0])) }
          : {}),
        ...(isCompared
          ? { spread: { mean: number("spread_mean") ?? 0, variance: number("spread_variance") ?? 0 } }
          : {}),
      };
    }
    default:
      return aggregate satisfies never;
  }
}
