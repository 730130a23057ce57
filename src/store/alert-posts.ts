import { type Kysely, type Selectable, sql } from "kysely";
import type { AlertEpisode } from "./alert-episodes.ts";
import type { AlertPostTable } from "./alert-table-types.ts";
import { type DeliveryKey, planDeliveries, reviveDelivery } from "./delivery-ledger.ts";
import type { Database } from "./tables.ts";

export type AlertPost = Selectable<AlertPostTable>;

/** What the ledger calls them. */
const ALERT = "sla-alert";

/** A message that is given up does not say for days what is long over. */
const EXPIRES_MS = 24 * 3_600_000;

export interface AlertPlace {
  readonly platform: string;
  readonly target: string;
}

/**
 * Promises an episode's message to the places that do not have it yet: the living one, or that of an escalation. Where
 * one was not sent, since the episode was over before, it is promised again.
 *
 * @param no 0 for the living message
 * @returns what is new in the ledger
 */
export async function planPosts(
  trx: Kysely<Database>,
  episode: AlertEpisode,
  post: { readonly no: number; readonly report: object; readonly places: readonly AlertPlace[] },
  now: Date,
): Promise<readonly DeliveryKey[]> {
  const { account_id, episode_id, version } = episode;
  const planned: DeliveryKey[] = [];
  const expiresAt = new Date(now.getTime() + EXPIRES_MS);
  for (const { platform, target } of post.places) {
    const plan = {
      accountId: account_id,
      kind: ALERT,
      subjectId: String(episode_id),
      occurrence: post.no === 0 ? "alert" : `escalation ${post.no}`,
      report: post.report,
      targets: [{ platform, target }],
      dueAt: now,
      expiresAt,
    };
    const [key] = await planDeliveries(trx, plan, now);
    if (!key) {
      planned.push(...(await planAgain(trx, episode, { platform, target, no: post.no }, now, expiresAt)));
      continue;
    }
    planned.push(key);
    const { delivery_id } = key;
    await trx
      .insertInto("alert_posts")
      .values({ account_id, episode_id, platform, target, no: post.no, delivery_id, shown_version: version })
      .execute();
  }
  return planned;
}

async function planAgain(
  trx: Kysely<Database>,
  { account_id, episode_id }: AlertEpisode,
  place: AlertPlace & { readonly no: number },
  now: Date,
  expiresAt: Date,
): Promise<readonly DeliveryKey[]> {
  const skipped = await trx
    .selectFrom("alert_posts as p")
    .innerJoin("deliveries as d", (join) =>
      join.onRef("d.account_id", "=", "p.account_id").onRef("d.delivery_id", "=", "p.delivery_id"),
    )
    .select(["p.account_id", "p.delivery_id"])
    .where((is) => is.and({ "p.account_id": account_id, "p.episode_id": episode_id, "p.no": place.no }))
    .where((is) => is.and({ "p.platform": place.platform, "p.target": place.target, "d.state": "skipped" }))
    .where("d.error", "=", OVER)
    .execute();
  for (const key of skipped) await reviveDelivery(trx, key, now, expiresAt);
  return skipped;
}

const OVER = "It was over before it was sent";

/** Lets the messages that nobody tried to send yet say what is so now; of an episode that is over they are not sent. */
export async function renewUnsent(
  trx: Kysely<Database>,
  { account_id, episode_id, version, ended_at }: AlertEpisode,
  report: object,
): Promise<void> {
  const { rows } = await sql<{ delivery_id: string }>`
    update deliveries set report = ${JSON.stringify(report)}::jsonb,
      state = ${ended_at === null ? sql`state` : sql`'skipped'`},
      error = ${ended_at === null ? sql`error` : sql`${OVER}`},
      next_attempt_at = ${ended_at === null ? sql`next_attempt_at` : sql`null`}
    where account_id = ${account_id} and kind = ${ALERT} and subject_id = ${String(episode_id)}
      and occurrence = 'alert' and (state = 'planned' and request_started_at is null or error = ${OVER})
    returning delivery_id
  `.execute(trx);
  if (rows.length === 0) return;
  await trx
    .updateTable("alert_posts")
    .set({ shown_version: version })
    .where("account_id", "=", account_id)
    .where(
      "delivery_id",
      "in",
      rows.map(({ delivery_id }) => delivery_id),
    )
    .execute();
}

/** A posted message that says what is not so any more. */
export interface StalePost extends AlertPost {
  readonly message_ref: object;
  readonly is_unclear: boolean;
}

/** Without those of places where something new waits to be posted: it takes the place's turn before any update. */
export async function stalePosts(
  db: Kysely<Database>,
  accountId: string,
  now: Date,
  limit: number,
): Promise<readonly StalePost[]> {
  const { rows } = await sql<StalePost>`
    select p.*, d.message_ref, d.is_unclear
    from alert_posts as p
    join alert_episodes as e on e.account_id = p.account_id and e.episode_id = p.episode_id
    join deliveries as d on d.account_id = p.account_id and d.delivery_id = p.delivery_id
    where p.account_id = ${accountId} and p.no = 0 and p.shown_version < e.version and d.state = 'sent'
      and d.message_ref is not null and (p.next_update_at is null or p.next_update_at <= ${now})
      and not exists (
        select from deliveries as w where w.account_id = p.account_id and w.platform = p.platform
          and w.target = p.target and w.state = 'planned' and w.next_attempt_at <= ${now}
      )
    order by p.next_update_at nulls first, p.episode_id limit ${limit}
  `.execute(db);
  return rows;
}

/** @param state the version that the message shows now; or when it is tried again */
export async function markUpdate(
  db: Kysely<Database>,
  post: AlertPost,
  state: { readonly shown: number } | { readonly tryAt: Date; readonly hasFailed: boolean },
): Promise<void> {
  const change =
    "shown" in state
      ? { shown_version: state.shown, failed_updates: 0, next_update_at: null }
      : {
          next_update_at: state.tryAt,
          ...(state.hasFailed && { failed_updates: sql<number>`failed_updates + 1` }),
        };
  await db
    .updateTable("alert_posts")
    .set(change)
    .where("account_id", "=", post.account_id)
    .where("episode_id", "=", post.episode_id)
    .where((is) => is.and({ platform: post.platform, target: post.target, no: post.no }))
    .execute();
}

/** Where the living message of an episode is, or is going to be. */
export async function placesOf(
  db: Kysely<Database>,
  { account_id, episode_id }: AlertEpisode,
): Promise<readonly AlertPlace[]> {
  return await db
    .selectFrom("alert_posts")
    .select(["platform", "target"])
    .where("account_id", "=", account_id)
    .where("episode_id", "=", episode_id)
    .where("no", "=", 0)
    .orderBy("platform")
    .orderBy("target")
    .execute();
}
