import { type Kysely, type Selectable, sql, type Updateable } from "kysely";
import type { AlertClock } from "./alert-clocks.ts";
import type { AlertEpisodeTable } from "./alert-table-types.ts";
import type { Database } from "./tables.ts";

type EpisodeRow = Selectable<AlertEpisodeTable>;

/** Of a customer who waits. The database holds that its columns are there, as those of a KPI are. */
export interface WaitEpisode extends EpisodeRow {
  kind: "wait";
  conversation_id: string;
  target: string;
  of_no: number;
  policy: string;
  state: "in-time" | "at-risk" | "breached" | "paused" | "resolved" | "cancelled";
}

/** Of a KPI that is where it should not be, or of a source that is silent. */
export interface KpiEpisode extends EpisodeRow {
  kind: "kpi";
  kpi_alert: string;
  told: object;
  state: "firing" | "resolved" | "cancelled";
}

/** Somebody is told of it, from then until it is over. */
export type AlertEpisode = WaitEpisode | KpiEpisode;

/** What an episode repeats of its clock. */
export function clockFields(clock: AlertClock) {
  return {
    policy: clock.policy,
    channel: clock.channel,
    topic: clock.topic,
    product: clock.product,
    team_id: clock.team,
    agent_id: clock.agent,
    priority: clock.priority,
    started_at: clock.startedAt,
    due_at: clock.dueAt,
  };
}

/** @param isShown whether its message has to say something else now */
export async function changeEpisode<E extends AlertEpisode>(
  trx: Kysely<Database>,
  before: E,
  change: Updateable<AlertEpisodeTable>,
  isShown: boolean,
): Promise<E> {
  const changed = await trx
    .updateTable("alert_episodes")
    .set({
      ...change,
      first_told_at: firstToldAt(before, change),
      ...(isShown && { version: sql<number>`version + 1`, is_settled: false }),
    })
    .where("account_id", "=", before.account_id)
    .where("episode_id", "=", before.episode_id)
    .returningAll()
    .executeTakeFirstOrThrow();
  // What kind it is never changes.
  return changed as AlertEpisode as E;
}

/** People can know of what is not held back; of what was over by then nobody is told. */
export function firstToldAt(before: EpisodeRow, change: Updateable<AlertEpisodeTable>): Date | null {
  const { held_until = before.held_until, ended_at = before.ended_at, told_at = before.told_at } = change;
  return before.first_told_at ?? (held_until === null && ended_at === null ? told_at : null);
}

/** @param lock whether it is kept from others until the transaction ends */
export async function findEpisode(
  db: Kysely<Database>,
  accountId: string,
  episodeId: number,
  lock = false,
): Promise<AlertEpisode | undefined> {
  const query = db
    .selectFrom("alert_episodes")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("episode_id", "=", episodeId);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) as AlertEpisode | undefined;
}

/** In the order of their numbers. */
export async function findEpisodes(
  db: Kysely<Database>,
  accountId: string,
  episodeIds: readonly number[],
): Promise<readonly AlertEpisode[]> {
  const { rows } = await sql<AlertEpisode>`
    select * from alert_episodes where account_id = ${accountId} and episode_id = any(${episodeIds}::bigint[])
    order by episode_id
  `.execute(db);
  return rows;
}

/** Adds to what is told of an episode, in order; its row must be locked. */
export async function addHistory(
  trx: Kysely<Database>,
  { account_id, episode_id }: Pick<AlertEpisode, "account_id" | "episode_id">,
  at: Date,
  text: string,
): Promise<void> {
  await sql`
    insert into alert_history (account_id, episode_id, no, at, text)
    select ${account_id}, ${episode_id}, coalesce(max(no), 0) + 1, ${at}::timestamptz, ${text}
    from alert_history where account_id = ${account_id} and episode_id = ${episode_id}
  `.execute(trx);
}

export async function historyOf(
  db: Kysely<Database>,
  { account_id, episode_id }: Pick<AlertEpisode, "account_id" | "episode_id">,
): Promise<readonly { readonly at: Date; readonly text: string }[]> {
  return await db
    .selectFrom("alert_history")
    .select(["at", "text"])
    .where("account_id", "=", account_id)
    .where("episode_id", "=", episode_id)
    .orderBy("no")
    .execute();
}
