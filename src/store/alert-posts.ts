import { type Kysely, type Selectable, sql } from "kysely";
import type { AlertEpisode } from "./alert-episodes.ts";
import type { AlertPostTable } from "./alert-table-types.ts";
import { type DeliveryKey, planDeliveries, reviveDelivery } from "./delivery-ledger.ts";
import type { Database } from "./tables.ts";

export type AlertPost = Selectable<AlertPostTable>;

/** The numbers of an episode's messages in a place; those of its escalations follow from 1 on. */
export const postNumbers = { living: 0, thread: -1 } as const;

/** What the ledger calls them. */
const ALERT = "sla-alert";

/** A message that is given up does not say for days what is long over. */
const EXPIRES_MS = 24 * 3_600_000;

export interface AlertPlace {
  readonly platform: string;
  readonly target: string;
}

export interface PlannedPost {
  readonly no: number;
  readonly report: object;
  readonly places: readonly (AlertPlace & { readonly hasThread?: boolean })[];
  /** Of an escalation: why, in words. */
  readonly reason?: string;
}

/**
 * Promises an episode's message to the places that do not have it yet: the living one, or that of an escalation. Where
 * one was not sent, since the episode was over before, it is promised again.
 *
 * @returns what is new in the ledger
 */
export async function planPosts(
  trx: Kysely<Database>,
  episode: AlertEpisode,
  post: PlannedPost,
  now: Date,
): Promise<readonly DeliveryKey[]> {
  const { account_id, episode_id, version } = episode;
  const { no, reason = null } = post;
  const planned: DeliveryKey[] = [];
  for (const { platform, target, hasThread: has_thread = false } of post.places) {
    const key = await plan(trx, episode, { no, platform, target }, post.report, now);
    if (!key) {
      planned.push(...(await planAgain(trx, episode, { platform, target, no }, now)));
      continue;
    }
    planned.push(key);
    const { delivery_id } = key;
    await trx
      .insertInto("alert_posts")
      .values({
        account_id,
        episode_id,
        platform,
        target,
        no,
        delivery_id,
        shown_version: version,
        has_thread,
        reason,
      })
      .execute();
  }
  if (planned.length > 0 && episode.is_settled) await unsettle(trx, episode);
  return planned;
}

/** What is posted has to be brought up to date. */
async function unsettle(trx: Kysely<Database>, { account_id, episode_id }: AlertEpisode): Promise<void> {
  await trx
    .updateTable("alert_episodes")
    .set({ is_settled: false })
    .where("account_id", "=", account_id)
    .where("episode_id", "=", episode_id)
    .execute();
}

/**
 * Promises an episode's history in the thread of its posted message.
 *
 * @returns what is new in the ledger: undefined where somebody else has promised it
 */
export async function planThread(
  trx: Kysely<Database>,
  episode: AlertEpisode,
  living: AlertPost & { readonly message_ref: object },
  report: object,
  now: Date,
): Promise<DeliveryKey | undefined> {
  const { account_id, episode_id, platform, target } = living;
  const no = postNumbers.thread;
  const key = await plan(trx, episode, { no, platform, target }, report, now, living.message_ref);
  if (!key) return undefined;
  const { delivery_id } = key;
  await trx
    .insertInto("alert_posts")
    .values({ account_id, episode_id, platform, target, no, delivery_id, shown_version: episode.version })
    .execute();
  return key;
}

async function plan(
  trx: Kysely<Database>,
  { account_id, episode_id }: AlertEpisode,
  { no, platform, target }: AlertPlace & { readonly no: number },
  report: object,
  now: Date,
  replyTo?: object,
): Promise<DeliveryKey | undefined> {
  const [key] = await planDeliveries(
    trx,
    {
      accountId: account_id,
      kind: ALERT,
      subjectId: String(episode_id),
      occurrence: occurrenceOf(no),
      report,
      targets: [{ platform, target }],
      dueAt: now,
      expiresAt: expiry(now),
      replyTo,
    },
    now,
  );
  return key;
}

function occurrenceOf(no: number): string {
  if (no === postNumbers.living) return "alert";
  return no === postNumbers.thread ? "thread" : `escalation ${no}`;
}

function expiry(now: Date): Date {
  return new Date(now.getTime() + EXPIRES_MS);
}

async function planAgain(
  trx: Kysely<Database>,
  { account_id, episode_id }: AlertEpisode,
  place: AlertPlace & { readonly no: number },
  now: Date,
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
  for (const key of skipped) await reviveDelivery(trx, key, now, expiry(now));
  return skipped;
}

const OVER = "It was over before it was sent";

/** Whether nobody tried to send a delivery yet, or would any more, since it was over. */
export const unsent = sql<boolean>`(state = 'planned' and request_started_at is null or error = ${OVER})`;

/**
 * Lets the living messages that nobody tried to send yet say what is so now. Of an episode that is over nothing is sent
 * any more but the history of what was.
 */
export async function renewUnsent(
  trx: Kysely<Database>,
  { account_id, episode_id, version, ended_at }: AlertEpisode,
  report: object,
): Promise<void> {
  const isOver = ended_at !== null;
  const { rows } = await sql<{ delivery_id: string }>`
    update deliveries set
      report = case when occurrence = 'alert' then ${JSON.stringify(report)}::jsonb else report end,
      state = ${isOver ? sql`'skipped'` : sql`state`},
      error = ${isOver ? sql`${OVER}` : sql`error`},
      next_attempt_at = ${isOver ? sql`null` : sql`next_attempt_at`}
    where account_id = ${account_id} and kind = ${ALERT} and subject_id = ${String(episode_id)}
      and (occurrence = 'alert' or ${isOver} and occurrence <> 'thread')
      and ${unsent}
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

/** Whether any message of an episode's own stands somewhere, or is going to. */
export async function hasPosts(
  db: Kysely<Database>,
  { account_id, episode_id }: AlertEpisode,
): Promise<boolean> {
  const post = await db
    .selectFrom("alert_posts")
    .select("no")
    .where("account_id", "=", account_id)
    .where("episode_id", "=", episode_id)
    .limit(1)
    .executeTakeFirst();
  return post !== undefined;
}
