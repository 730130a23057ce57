import { type Kysely, sql } from "kysely";
import type { AlertClock } from "./alert-clocks.ts";
import { clockFields, type WaitEpisode } from "./alert-episodes.ts";
import type { Database } from "./tables.ts";

export interface NewEpisode {
  readonly clock: AlertClock;
  readonly state: WaitEpisode["state"];
  readonly breachedAt: Date | null;
  readonly lateNote: string | null;
  readonly toldAt: Date;
  readonly heldUntil: Date | null;
  readonly escalateAt: Date | null;
}

/**
 * Opens the episodes of waits, in the order that is passed; again where one was over: one wait has one. Of those that
 * are opened again nothing is changed yet but what the clock says, so that `version` is more than 1.
 *
 * @param openings in the same order in all processes, each wait once
 * @returns those that were not open already
 */
export async function openEpisodes(
  trx: Kysely<Database>,
  accountId: string,
  openings: readonly NewEpisode[],
): Promise<readonly WaitEpisode[]> {
  if (openings.length === 0) return [];
  const opened = await trx
    .insertInto("alert_episodes")
    .values(openings.map((opening) => ({ account_id: accountId, ...columnsOf(opening) })))
    .onConflict((conflict) =>
      conflict
        .columns(["account_id", "conversation_id", "target", "of_no"])
        .doUpdateSet((row) => ({
          policy: row.ref("excluded.policy"),
          channel: row.ref("excluded.channel"),
          topic: row.ref("excluded.topic"),
          product: row.ref("excluded.product"),
          team_id: row.ref("excluded.team_id"),
          agent_id: row.ref("excluded.agent_id"),
          priority: row.ref("excluded.priority"),
          started_at: row.ref("excluded.started_at"),
          due_at: row.ref("excluded.due_at"),
          state: row.ref("excluded.state"),
          breached_at: row.ref("excluded.breached_at"),
          ended_at: null,
          is_settled: false,
          version: sql<number>`alert_episodes.version + 1`,
        }))
        .where("alert_episodes.ended_at", "is not", null),
    )
    .returningAll()
    .execute();
  return opened as readonly WaitEpisode[];
}

function columnsOf({ clock, state, breachedAt, lateNote, toldAt, heldUntil, escalateAt }: NewEpisode) {
  return {
    kind: "wait" as const,
    conversation_id: clock.conversation,
    target: clock.target,
    of_no: clock.ofNo,
    ...clockFields(clock),
    state,
    breached_at: breachedAt,
    told_at: toldAt,
    first_told_at: heldUntil === null ? toldAt : null,
    held_until: heldUntil,
    late_note: lateNote,
    escalate_at: escalateAt,
  };
}

/** Adds lines to what is told of episodes, those of each in the order that is passed; their rows must be locked. */
export async function addHistories(
  trx: Kysely<Database>,
  accountId: string,
  at: Date,
  lines: readonly { readonly episodeId: number; readonly text: string }[],
): Promise<void> {
  if (lines.length === 0) return;
  const episodes = lines.map(({ episodeId }) => episodeId);
  const texts = lines.map(({ text }) => text);
  await sql`
    insert into alert_history (account_id, episode_id, no, at, text)
    select ${accountId}, l.episode_id, coalesce((
        select max(no) from alert_history as h where h.account_id = ${accountId} and h.episode_id = l.episode_id
      ), 0) + row_number() over (partition by l.episode_id order by l.no), ${at}::timestamptz, l.text
    from unnest(${episodes}::bigint[], ${texts}::text[]) with ordinality as l (episode_id, text, no)
  `.execute(trx);
}
