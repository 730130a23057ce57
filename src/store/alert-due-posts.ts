import { type Kysely, sql } from "kysely";
import { type AlertPost, postNumbers } from "./alert-posts.ts";
import type { Database } from "./tables.ts";

/** A posted message that says what is not so any more, or whose history has no thread yet. */
export interface DuePost extends AlertPost {
  readonly message_ref: object;
  readonly is_unclear: boolean;
  readonly is_stale: boolean;
}

/** More than a place's pace allows between two looks. */
const A_PLACE = 5;

const isStale = sql`p.shown_version < e.version`;

/**
 * A history of one line is told by the message itself. As values, since the planner would read the whole tables for what
 * is asked of a few rows.
 */
const lacksThread = sql`(
  p.has_thread and p.no = ${postNumbers.living}
  and (
    select h.no from alert_history as h
    where h.account_id = p.account_id and h.episode_id = p.episode_id and h.no = 2
  ) is not null
  and (
    select t.no from alert_posts as t where t.account_id = p.account_id and t.episode_id = p.episode_id
      and t.platform = p.platform and t.target = p.target and t.no = ${postNumbers.thread}
  ) is null
)`;

/**
 * Some of each place, what people look at first: living messages and escalations, histories, new threads. Without those of
 * places where something new waits to be posted: it takes the place's turn before any edit.
 */
export async function duePosts(
  db: Kysely<Database>,
  accountId: string,
  now: Date,
  limit: number,
): Promise<readonly DuePost[]> {
  const { rows } = await sql<DuePost>`
    with due as (
      select p.*, d.message_ref, d.is_unclear, ${isStale} as is_stale
      from alert_episodes as e
      join alert_posts as p on p.account_id = e.account_id and p.episode_id = e.episode_id
      join deliveries as d on d.account_id = p.account_id and d.delivery_id = p.delivery_id
      where e.account_id = ${accountId} and not e.is_settled and d.state = 'sent' and d.message_ref is not null
        and (p.next_update_at is null or p.next_update_at <= ${now}) and (${isStale} or ${lacksThread})
        and not exists (
          select from deliveries as w where w.account_id = p.account_id and w.platform = p.platform
            and w.target = p.target and w.state = 'planned' and w.next_attempt_at <= ${now}
        )
    ), ranked as (
      select *, row_number() over (
        partition by platform, target
        order by (is_stale and no >= 0) desc, is_stale desc, next_update_at nulls first, episode_id, no
      ) as place_no from due
    )
    -- What failed before comes last: while a platform does not answer, the others would wait for it.
    select * from ranked where place_no <= ${A_PLACE} order by failed_updates > 0, place_no, episode_id limit ${limit}
  `.execute(db);
  return rows;
}

/** Leaves alone until they change the episodes whose messages are all right, or never will be: most of them, at most times. */
export async function settleEpisodes(db: Kysely<Database>, accountId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ episode_id: number }>`
      select e.episode_id from alert_episodes as e
      where e.account_id = ${accountId} and not e.is_settled and ${isAllRight} for update of e skip locked
    `.execute(trx);
    if (rows.length === 0) return;
    // Asked again once they are locked: what changed them just before was not there yet for the statement that waited.
    await sql`
      update alert_episodes as e set is_settled = true
      where e.account_id = ${accountId} and e.episode_id = any(${rows.map((row) => row.episode_id)}::bigint[])
        and ${isAllRight}
    `.execute(trx);
  });
}

const isAllRight = sql`not exists (
  select from alert_posts as p
  join deliveries as d on d.account_id = p.account_id and d.delivery_id = p.delivery_id
  where p.account_id = e.account_id and p.episode_id = e.episode_id and (
    d.state in ('planned', 'sending') or d.state = 'sent' and (${isStale} or ${lacksThread})
  )
)`;

/**
 * @param state the version that the message shows now; when it is tried again; or that it cannot be edited: that is
 *   tried again with the next change only, and it gets no thread
 */
export async function markUpdate(
  db: Kysely<Database>,
  post: AlertPost,
  state: { readonly shown: number; readonly isLost: boolean } | { readonly tryAt: Date },
): Promise<void> {
  const change =
    "shown" in state
      ? {
          shown_version: state.shown,
          failed_updates: 0,
          next_update_at: null,
          ...(state.isLost && { has_thread: false }),
        }
      : { next_update_at: state.tryAt, failed_updates: sql<number>`failed_updates + 1` };
  await db
    .updateTable("alert_posts")
    .set(change)
    .where("account_id", "=", post.account_id)
    .where("episode_id", "=", post.episode_id)
    .where((is) => is.and({ platform: post.platform, target: post.target, no: post.no }))
    .execute();
}
