import { sql } from "kysely";
import type { Frame } from "./frame.ts";
import type { Fragment, Level, Source, Spread } from "./measure.ts";
import { firstNumbers, stretchesOf } from "./stretches.ts";
import { isBucketUnit, type TimeAxis } from "./time-axis.ts";

export interface RowsInTime {
  readonly from: readonly Fragment[];
  readonly where: readonly Fragment[];
}

/** The rows of a source that belong to a frame's period: once, or once in each of its stretches that they last in. */
export function rowsInTime({ table, time }: Source, frame: Frame, accountId: string): RowsInTime {
  const fact = sql`${sql.table(table)} as f`;
  const ofAccount = sql`where f.account_id = ${accountId}`;
  if (time.kind === "flow") {
    const { from, to } = frame.period;
    const at = sql.ref(`f.${time.at}`);
    return { from: [sql`from ${fact}`], where: [sql`${ofAccount} and ${at} >= ${from} and ${at} < ${to}`] };
  }
  const [since, until] = [sql.ref(`f.${time.from}`), sql.ref(`f.${time.until}`)];
  const { starts, ends } = stretchesOf(frame);
  const columns = time.kind === "level" && time.takenAt === "start" ? sql`at, end_at` : sql`start_at, at`;
  const stretches = sql`from unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) with ordinality as b(${columns}, no)`;
  // In force at an instant: begun before it and not ended before it. Spread: some of it falls in the stretch.
  const isIn =
    time.kind === "level"
      ? sql`${since} < b.at and (${until} is null or ${until} >= b.at)`
      : sql`${since} < b.at and (${until} > b.start_at or ${until} = ${since} and ${since} >= b.start_at)`;
  return { from: [stretches, sql`join ${fact} on ${isIn}`], where: [ofAccount, ...near(time, starts, ends)] };
}

/** What an index can find: rows that do not end before the first instant. It changes nothing of what is found. */
export function near(
  time: Level | Spread,
  starts: readonly Date[],
  ends: readonly Date[],
): readonly Fragment[] {
  const instants = time.kind === "level" && time.takenAt !== "start" ? ends : starts;
  const [first, last] = [instants[0], ends.at(-1)];
  if (!first || !last) return [];
  const [since, until] = [sql.ref(`f.${time.from}`), sql.ref(`f.${time.until}`)];
  return [sql`and ${since} < ${last} and (${until} >= ${first} or ${until} is null)`];
}

/** The part of a spread row that falls in the stretch `b`; what lasts no time at all falls in it whole. */
export function shareOfStretch({ time }: Source): Fragment | undefined {
  if (time.kind !== "spread") return undefined;
  const [since, until] = [sql.ref(`f.${time.from}`), sql.ref(`f.${time.until}`)];
  const overlap = sql`extract(epoch from least(${until}, b.at) - greatest(${since}, b.start_at))`;
  return sql`case when ${until} = ${since} then 1 else ${overlap} / extract(epoch from ${until} - ${since}) end`;
}

/** Which stretch of its axis a row falls in, from 1. */
export function stretchNumber(dimension: TimeAxis["dimension"], { time }: Source, frame: Frame): Fragment {
  if (time.kind === "level") return sql`b.no::int`;
  if (time.kind === "spread") return sql`(${stretchesOf(frame).numbersOn(dimension)}::int[])[b.no]`;
  const axis = frame.axes.find((candidate) => candidate.dimension === dimension);
  const no = sql`width_bucket(${sql.ref(`f.${time.at}`)}, ${axis?.starts ?? []}::timestamptz[])`;
  if (!axis || isBucketUnit(dimension)) return no;
  return sql`(${firstNumbers(axis.keys)}::int[])[${no}]`;
}

/** Where the stretch of time begins or ends that a row is counted in. */
export function stretchBound({ time }: Source, frame: Frame, which: "start" | "end"): Fragment {
  const stretches = stretchesOf(frame);
  const bounds = which === "start" ? stretches.starts : stretches.ends;
  if (time.kind === "spread") return which === "start" ? sql`b.start_at` : sql`b.at`;
  if (time.kind === "level") {
    if (time.takenAt === "start") return which === "start" ? sql`b.at` : sql`b.end_at`;
    return which === "start" ? sql`b.start_at` : sql`b.at`;
  }
  if (frame.axes.length === 0)
    return sql`${which === "start" ? frame.period.from : frame.period.to}::timestamptz`;
  const no = sql`width_bucket(${sql.ref(`f.${time.at}`)}, ${stretches.starts}::timestamptz[])`;
  return sql`(${bounds}::timestamptz[])[${no}]`;
}
