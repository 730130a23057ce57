import { sql } from "kysely";
import { dimensionColumn, tagJoin, teamJoin } from "./dimension-column.ts";
import type { Frame } from "./frame.ts";
import type { Flow, Fragment, Level, Measure, MeasureContext, Source } from "./measure.ts";
import { type AskedMeasure, measureColumns } from "./measure-columns.ts";
import { dimensions, type MetricQuery } from "./metric-query.ts";
import { isBucketUnit, isTimeDimension, type TimeAxis } from "./time-axis.ts";

/** Measures of one source, asked together. */
export interface MeasureGroup {
  readonly source: Source;
  readonly measures: readonly AskedMeasure[];
}

/** One query: the readings of a group in every cell of one period. Its columns are k0, k1, … and the measures'. */
export function statementOf(
  group: MeasureGroup,
  frame: Frame,
  query: MetricQuery,
  context: MeasureContext,
): Fragment {
  const { source } = group;
  const keys = query.by.map((dimension, index) => {
    const column = isTimeDimension(dimension)
      ? stretch(dimension, source, frame)
      : dimensionColumn(dimension, source);
    return sql`${column} as ${sql.id(`k${index}`)}`;
  });
  const measured = group.measures.flatMap((asked) =>
    measureColumns(asked, conditionOf(asked.measure, query, context)),
  );
  return lines([
    sql`select`,
    sql`  ${sql.join([...keys, ...measured], sql`,\n  `)}`,
    ...(source.time.kind === "flow"
      ? flowRows(source, source.time, frame, query, context)
      : levelRows(source, source.time, frame, query, context)),
    ...(keys.length > 0 ? [sql`group by ${sql.raw(keys.map((_, index) => index + 1).join(", "))}`] : []),
  ]);
}

function lines(parts: readonly Fragment[]): Fragment {
  return sql.join(parts, sql`\n`);
}

function flowRows(
  source: Source,
  { at }: Flow,
  frame: Frame,
  query: MetricQuery,
  context: MeasureContext,
): readonly Fragment[] {
  const column = sql.ref(`f.${at}`);
  return [
    sql`from ${sql.table(source.table)} as f`,
    ...joins(source, query, context),
    sql`where f.account_id = ${context.accountId} and ${column} >= ${frame.period.from} and ${column} < ${frame.period.to}`,
    ...filters(source, query),
  ];
}

/** Open at an instant: begun before it and not ended before it. */
function levelRows(
  source: Source,
  { from, until }: Level,
  frame: Frame,
  query: MetricQuery,
  context: MeasureContext,
): readonly Fragment[] {
  const [start, end] = [sql.ref(`f.${from}`), sql.ref(`f.${until}`)];
  return [
    sql`from unnest(${instants(frame)}::timestamptz[]) with ordinality as b(at, no)`,
    sql`join ${sql.table(source.table)} as f on ${start} < b.at and (${end} is null or ${end} >= b.at)`,
    ...joins(source, query, context),
    sql`where f.account_id = ${context.accountId}`,
    ...filters(source, query),
  ];
}

/** The ends of the stretches of a level's axis, else the period's end. */
function instants({ axes, period }: Frame): readonly Date[] {
  const starts = axes[0]?.starts ?? [];
  return starts.length === 0 ? [period.to] : [...starts.slice(1), period.to];
}

function joins(source: Source, { by, filters }: MetricQuery, context: MeasureContext): readonly Fragment[] {
  return [
    ...(source.join ? [source.join(context)] : []),
    ...(by.includes("team") || filters.team ? [teamJoin(source)] : []),
    ...(by.includes("tag") ? [tagJoin] : []),
  ];
}

function filters(source: Source, query: MetricQuery): readonly Fragment[] {
  const conditions = dimensions.flatMap((dimension) => {
    const values = query.filters[dimension];
    if (values === undefined || isTimeDimension(dimension)) return [];
    if (dimension === "tag" && !query.by.includes("tag")) return [sql`and f.tags && ${values}::text[]`];
    return [sql`and ${dimensionColumn(dimension, source)} = any(${values}::text[])`];
  });
  return [...(source.where ? [sql`and ${source.where}`] : []), ...conditions];
}

/** Which stretch of its axis a row falls in, from 1. */
function stretch(dimension: TimeAxis["dimension"], source: Source, frame: Frame): Fragment {
  if (source.time.kind === "level") return sql`b.no::int`;
  const axis = frame.axes.find((candidate) => candidate.dimension === dimension);
  const no = sql`width_bucket(${sql.ref(`f.${source.time.at}`)}, ${axis?.starts ?? []}::timestamptz[])`;
  if (!axis || isBucketUnit(dimension)) return no;
  // Many stretches share a key: the number of the first of them stands for all.
  return sql`(${axis.keys.map((key) => axis.keys.indexOf(key) + 1)}::int[])[${no}]`;
}

function conditionOf(measure: Measure, query: MetricQuery, context: MeasureContext): Fragment | undefined {
  const automatic = query.filters.automatic;
  const conditions = [
    ...(measure.where ? [measure.where(context)] : []),
    ...(measure.automatic && automatic
      ? [
          sql`${sql.ref(`f.${measure.automatic}`)} = any(${automatic.map((word) => word === "yes")}::boolean[])`,
        ]
      : []),
  ];
  return conditions.length === 0 ? undefined : sql.join(conditions, sql` and `);
}
