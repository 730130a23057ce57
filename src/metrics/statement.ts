import { sql } from "kysely";
import { dimensionColumn, isKnown, tagJoin, teamJoin } from "./dimension-column.ts";
import type { Frame } from "./frame.ts";
import { laidOut, levelOverTime } from "./level-over-time.ts";
import type { Fragment, Measure, MeasureContext, Source, SplitDimension } from "./measure.ts";
import { type AskedMeasure, measureColumns } from "./measure-columns.ts";
import { type Dimension, dimensions, type MetricQuery } from "./metric-query.ts";
import { type RowsInTime, rowsInTime, stretchBound, stretchNumber } from "./rows-in-time.ts";
import { isTimeDimension } from "./time-axis.ts";

/** Measures of one source that are split alike, asked together. */
export interface MeasureGroup {
  readonly source: Source;
  /** What they are split by: columns k0, k1, … */
  readonly by: readonly Dimension[];
  /** Filters that do not hold for them. */
  readonly across: readonly SplitDimension[];
  readonly measures: readonly AskedMeasure[];
}

/** What a statement depends on besides its group; the stretches of time are worked out of the frame. */
export type StatementContext = Omit<MeasureContext, "stretch">;

/** One query: the readings of a group in every cell of one period. Its columns are k0, k1, … and the measures'. */
export function statementOf(
  group: MeasureGroup,
  frame: Frame,
  query: MetricQuery,
  statementContext: StatementContext,
): Fragment {
  const { source, by } = group;
  const context = withStretch(source, frame, statementContext);
  const conditions = group.measures.map(({ measure }) => conditionOf(measure, query, context));
  // What all its rows must fulfil may be a condition of the rows: fewer are read, sorted and grouped.
  const sole = conditions.length === 1 ? conditions[0] : undefined;
  const measured = group.measures.flatMap((asked, index) =>
    measureColumns(asked, sole ? undefined : conditions[index], query.clock, context),
  );
  const measures = group.measures.map(({ measure }) => measure);
  const level = levelOverTime(source, measures, frame, context.accountId);
  const keys = by.flatMap((dimension, index) => {
    if (level && isTimeDimension(dimension)) return [];
    const column = isTimeDimension(dimension)
      ? stretchNumber(dimension, source, frame)
      : dimensionColumn(dimension, source);
    return [sql`${column} as ${sql.id(`k${index}`)}`];
  });
  if (level) keys.unshift(sql`${level.first} as first_no`, sql`${level.last} as last_no`);
  const rows = level?.rows ?? rowsInTime(source, frame, context.accountId);
  const counted = lines([
    sql`select`,
    sql`  ${sql.join([...keys, ...measured], sql`,\n  `)}`,
    ...withConditions(rows, group, query, context),
    ...(sole ? [sql`and ${sole}`] : []),
    ...grouped(keys.length),
  ]);
  return level ? lines([...laidOut(counted, by, level), ...grouped(by.length)]) : counted;
}

function grouped(keys: number): readonly Fragment[] {
  const numbers = Array.from({ length: keys }, (_, index) => index + 1);
  return keys > 0 ? [sql`group by ${sql.raw(numbers.join(", "))}`] : [];
}

/** The rows that a group's measures are taken of: from "from" to the last condition. */
export function rowsOf(
  group: Pick<MeasureGroup, "source" | "by" | "across">,
  frame: Frame,
  query: MetricQuery,
  context: MeasureContext,
): readonly Fragment[] {
  return withConditions(rowsInTime(group.source, frame, context.accountId), group, query, context);
}

function withConditions(
  { from, where }: RowsInTime,
  group: Pick<MeasureGroup, "source" | "by" | "across">,
  query: MetricQuery,
  context: MeasureContext,
): readonly Fragment[] {
  return [...from, ...joins(group, query, context), ...where, ...filters(group, query)];
}

export function withStretch(source: Source, frame: Frame, context: StatementContext): MeasureContext {
  const bound = (which: "start" | "end") => () => stretchBound(source, frame, which);
  return { ...context, stretch: { start: bound("start"), end: bound("end") } };
}

export function lines(parts: readonly Fragment[]): Fragment {
  return sql.join(parts, sql`\n`);
}

function joins(
  { source, by, across }: Pick<MeasureGroup, "source" | "by" | "across">,
  { filters }: MetricQuery,
  context: MeasureContext,
): readonly Fragment[] {
  const isAsked = (dimension: SplitDimension) =>
    by.includes(dimension) || (filters[dimension] !== undefined && !across.includes(dimension));
  const team = isAsked("team") ? teamJoin(source) : undefined;
  return [
    ...(source.join ? [source.join(context)] : []),
    ...(team ? [team] : []),
    ...(by.includes("tag") ? [tagJoin] : []),
  ];
}

function filters(
  { source, by, across }: Pick<MeasureGroup, "source" | "by" | "across">,
  query: MetricQuery,
): readonly Fragment[] {
  const conditions = dimensions.flatMap((dimension) => {
    const values = query.filters[dimension];
    if (values === undefined || isTimeDimension(dimension) || across.includes(dimension)) return [];
    if (dimension === "tag" && isKnown("tag", source) && !by.includes("tag"))
      return [sql`and f.tags && ${values}::text[]`];
    return [sql`and ${dimensionColumn(dimension, source)} = any(${values}::text[])`];
  });
  return [...(source.where ? [sql`and ${source.where}`] : []), ...conditions];
}

export function conditionOf(
  measure: Measure,
  query: MetricQuery,
  context: MeasureContext,
): Fragment | undefined {
  const automatic = query.filters.automatic;
  const own = measure.where?.(context);
  const conditions = [
    ...(own ? [own] : []),
    ...(measure.automatic && automatic
      ? [
          sql`${sql.ref(`f.${measure.automatic}`)} = any(${automatic.map((word) => word === "yes")}::boolean[])`,
        ]
      : []),
  ];
  return conditions.length === 0 ? undefined : sql.join(conditions, sql` and `);
}
