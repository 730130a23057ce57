import { isDeepStrictEqual } from "node:util";
import { type Kysely, sql } from "kysely";
import { type InForce, inForce, type Version } from "../facts/in-force.ts";
import { changeConfig } from "./config-lock.ts";
import { type ConfigPart, configVersions, storedConfig } from "./config-versions.ts";
import { CHANGED_CHANNEL } from "./event-log.ts";
import type { Database } from "./tables.ts";

/** A configuration as it is to be stored: plain JSON without secrets. */
export interface ConfigToApply {
  readonly config: object;
  /** What business time is measured by. */
  readonly calendars: object;
  /** What is promised to customers; left out: nothing. */
  readonly sla?: readonly object[];
}

export interface ApplyOptions {
  readonly now: Date;
  /** Since when changed calendars and policies count. Left out: since now, but those that are the first ever for ever. */
  readonly from?: Date | "beginning" | undefined;
}

export interface AppliedConfig {
  /** The configuration is another than the one stored before. */
  readonly isChanged: boolean;
  /** Since when the calendars count that were stored now, null for ever; undefined where they did not change. */
  readonly calendarsFrom?: Date | null | undefined;
  /** The same of SLA policies: clocks that start from then on are run by them. */
  readonly slaFrom?: Date | null | undefined;
  /** Subjects whose facts are to be folded again. */
  readonly refolded: number;
}

const unchanged: AppliedConfig = { isChanged: false, refolded: 0 };

/**
 * Stores a configuration, and puts the subjects into the projector's queue that are measured differently by it. Of
 * several that do so at once one is after the other; a repeat changes nothing.
 */
export async function applyConfig(
  db: Kysely<Database>,
  accountId: string,
  wanted: ConfigToApply,
  options: ApplyOptions,
): Promise<AppliedConfig> {
  if (isSettled(await planned(db, accountId, wanted, options))) return unchanged;
  return await db
    .transaction()
    .setIsolationLevel("read committed")
    .execute(async (trx) => {
      await changeConfig(trx, accountId);
      const plan = await planned(trx, accountId, wanted, options);
      if (isSettled(plan)) return unchanged;
      if (plan.isChanged) await add(trx, accountId, "config", wanted.config, options.now, options.now);
      const { calendarsFrom, slaFrom } = plan;
      if (calendarsFrom !== undefined)
        await add(trx, accountId, "calendars", wanted.calendars, calendarsFrom, options.now);
      if (slaFrom !== undefined) await add(trx, accountId, "sla", wanted.sla ?? [], slaFrom, options.now);
      const since = earliest(calendarsFrom, slaFrom);
      if (since === undefined) return plan;
      const refolded = await queueSince(trx, accountId, since);
      await sql`select pg_notify(${CHANGED_CHANNEL}, ${accountId})`.execute(trx);
      return { ...plan, refolded };
    });
}

/** What applying it would do. */
export async function previewConfig(
  db: Kysely<Database>,
  accountId: string,
  wanted: ConfigToApply,
  options: ApplyOptions,
): Promise<AppliedConfig> {
  const plan = await planned(db, accountId, wanted, options);
  const since = earliest(plan.calendarsFrom, plan.slaFrom);
  return since === undefined ? plan : { ...plan, refolded: await countSince(db, accountId, since) };
}

async function planned(
  db: Kysely<Database>,
  accountId: string,
  { config, calendars, sla = [] }: ConfigToApply,
  { now, from }: ApplyOptions,
): Promise<AppliedConfig> {
  const stored = await storedConfig(db, accountId);
  const changedFrom = async (part: "calendars" | "sla", content: object) => {
    const versions = await configVersions<object>(db, accountId, part);
    return countsFrom(versions, plain(content), nothing[part], now, from);
  };
  return {
    isChanged: !isDeepStrictEqual(stored?.content, plain(config)),
    calendarsFrom: await changedFrom("calendars", calendars),
    slaFrom: await changedFrom("sla", sla),
    refolded: 0,
  };
}

function isSettled({ isChanged, calendarsFrom, slaFrom }: AppliedConfig): boolean {
  return !isChanged && calendarsFrom === undefined && slaFrom === undefined;
}

/** null is for ever, undefined never. */
function earliest(one: Date | null | undefined, other: Date | null | undefined): Date | null | undefined {
  if (one === undefined || other === undefined) return one === undefined ? other : one;
  if (one === null || other === null) return null;
  return one < other ? one : other;
}

/** Since when a part is to count, undefined where that is how it is already. */
function countsFrom(
  versions: readonly Version<object>[],
  wanted: object,
  before: object,
  now: Date,
  asked: ApplyOptions["from"],
): Date | null | undefined {
  const newest = versions.at(-1)?.content ?? before;
  if (asked === undefined) {
    if (isDeepStrictEqual(newest, wanted)) return undefined;
    return versions.length === 0 ? null : now;
  }
  const from = asked === "beginning" ? null : asked;
  const start = from?.getTime() ?? Number.NEGATIVE_INFINITY;
  const isSo = ({ to, content }: InForce<object>) => to <= start || isDeepStrictEqual(content, wanted);
  return inForce(versions, before).every(isSo) ? undefined : from;
}

/** How that a desk has none is stored. */
const nothing = { calendars: { calendars: {}, teams: {} }, sla: [] };

/** As it is when it has been stored and read again. */
function plain(content: object): object {
  return JSON.parse(JSON.stringify(content));
}

async function add(
  trx: Kysely<Database>,
  accountId: string,
  part: ConfigPart,
  content: object,
  validFrom: Date | null,
  now: Date,
): Promise<void> {
  await sql`
    insert into config_versions (account_id, part, version, valid_from, content, applied_at)
    select ${accountId}, ${part}, coalesce(max(version), 0) + 1, ${validFrom}::timestamptz,
      ${JSON.stringify(content)}::jsonb, ${now}::timestamptz
    from config_versions where account_id = ${accountId} and part = ${part}
  `.execute(trx);
}

async function queueSince(trx: Kysely<Database>, accountId: string, since: Date | null): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into changed_subjects (account_id, subject_kind, subject_id) ${subjectsSince(accountId, since)}
  `.execute(trx);
  return Number(numAffectedRows);
}

async function countSince(db: Kysely<Database>, accountId: string, since: Date | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${subjectsSince(accountId, since)}) as subjects
  `.execute(db);
  return rows[0]?.count ?? 0;
}

function subjectsSince(accountId: string, since: Date | null) {
  return sql`
    select distinct account_id, subject_kind, subject_id from events
    where account_id = ${accountId} and occurred_at >= ${since ?? "-infinity"}::timestamptz`;
}
