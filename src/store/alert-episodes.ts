import { type Kysely, type Selectable, sql, type Updateable } from "kysely";
import type { AlertClock } from "./alert-clocks.ts";
import type { AlertEpisodeTable } from "./alert-table-types.ts";
import type { Database } from "./tables.ts";

export type AlertEpisode = Selectable<AlertEpisodeTable>;

export interface NewEpisode {
  readonly clock: AlertClock;
  readonly state: AlertEpisode["state"];
  readonly breachedAt: Date | null;
  readonly lateNote: string | null;
  readonly toldAt: Date;
  readonly heldUntil: Date | null;
}

/**
 * Opens the episode of a wait, again where it was over: one wait has one.
 *
 * @returns undefined where it is open already
 */
export async function openEpisode(
  trx: Kysely<Database>,
  accountId: string,
  { clock, state, breachedAt, lateNote, toldAt, heldUntil }: NewEpisode,
): Promise<AlertEpisode | undefined> {
  const told = { ...clockFields(clock), state, breached_at: breachedAt, ended_at: null };
  return await trx
    .insertInto("alert_episodes")
    .values({
      account_id: accountId,
      conversation_id: clock.conversation,
      target: clock.target,
      of_no: clock.ofNo,
      ...told,
      told_at: toldAt,
      held_until: heldUntil,
      late_note: lateNote,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["account_id", "conversation_id", "target", "of_no"])
        .doUpdateSet({ ...told, version: sql<number>`alert_episodes.version + 1` })
        .where("alert_episodes.ended_at", "is not", null),
    )
    .returningAll()
    .executeTakeFirst();
}

/** What an episode repeats of its clock. */
export function clockFields(clock: AlertClock) {
  return {
    policy: clock.policy,
    channel: clock.channel,
    team_id: clock.team,
    agent_id: clock.agent,
    priority: clock.priority,
    started_at: clock.startedAt,
    due_at: clock.dueAt,
  };
}

/** @param isShown whether its message has to say something else now */
export async function changeEpisode(
  trx: Kysely<Database>,
  { account_id, episode_id }: Pick<AlertEpisode, "account_id" | "episode_id">,
  change: Updateable<AlertEpisodeTable>,
  isShown: boolean,
): Promise<AlertEpisode> {
  return await trx
    .updateTable("alert_episodes")
    .set({ ...change, ...(isShown && { version: sql<number>`version + 1` }) })
    .where("account_id", "=", account_id)
    .where("episode_id", "=", episode_id)
    .returningAll()
    .executeTakeFirstOrThrow();
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
  return await (lock ? query.forUpdate() : query).executeTakeFirst();
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
