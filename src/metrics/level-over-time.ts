import { sql } from "kysely";
import type { Frame } from "./frame.ts";
import type { Fragment, Measure, Source } from "./measure.ts";
import { addedColumns } from "./measure-columns.ts";
import type { Dimension } from "./metric-query.ts";
import { near, type RowsInTime } from "./rows-in-time.ts";
import { stretchesOf } from "./stretches.ts";
import { isTimeDimension } from "./time-axis.ts";

/** A level at each stretch of an axis. Its rows last for many of them and are read once for all. */
export interface LevelOverTime {
  readonly rows: RowsInTime;
  /** The numbers of the first and the last stretch that a row is in force in; none where the first is the greater. */
  readonly first: Fragment;
  readonly last: Fragment;
  /** How many stretches there are. */
  readonly stretches: number;
  /** The columns of the measures: those of a stretch are the sums of its rows'. */
  readonly columns: readonly string[];
}

/** Undefined where rows have to be read for each stretch: what is joined may depend on its instant. */
export function levelOverTime(
  { table, time, join }: Source,
  measures: readonly Measure[],
  frame: Frame,
  accountId: string,
): LevelOverTime | undefined {
  if (time.kind !== "level" || join || frame.axes.length !== 1) return undefined;
  const columns = measures.map(addedColumns);
  if (!columns.every((added) => added !== undefined)) return undefined;
  const { starts, ends } = stretchesOf(frame);
  const instants = time.takenAt === "start" ? starts : ends;
  const before = (column: string) => sql`width_bucket(${sql.ref(`f.${column}`)}, ${instants}::timestamptz[])`;
  return {
    rows: {
      from: [sql`from ${sql.table(table)} as f`],
      where: [sql`where f.account_id = ${accountId}`, ...near(time, starts, ends)],
    },
    first: sql`${before(time.from)} + 1`,
    last: sql`coalesce(${before(time.until)}, ${instants.length}::int)`,
    stretches: instants.length,
    columns: columns.flat(),
  };
}

/**
 * Lays the rows of a level, counted by their first and last stretch, out over the stretches.
 *
 * @param counted a query with the columns first_no, last_no, k1, … but for those of time, and the measures'
 */
export function laidOut(
  counted: Fragment,
  by: readonly Dimension[],
  { stretches, columns }: LevelOverTime,
): readonly Fragment[] {
  const keys = by.map((dimension, index) =>
    isTimeDimension(dimension) ? sql`b.no as ${sql.id(`k${index}`)}` : sql.ref(`g.k${index}`),
  );
  const sums = columns.map((column) => sql`sum(${sql.ref(`g.${column}`)}) as ${sql.id(column)}`);
  return [
    sql`select`,
    sql`  ${sql.join([...keys, ...sums], sql`,\n  `)}`,
    sql`from (`,
    counted,
    sql`) as g`,
    sql`join generate_series(1, ${stretches}::int) as b(no) on b.no between g.first_no and g.last_no`,
  ];
}
