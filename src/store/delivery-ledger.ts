import { type ExpressionBuilder, type Kysely, type Selectable, sql } from "kysely";
import type { Database } from "./tables.ts";

export type Delivery = Selectable<Database["deliveries"]>;
export type DeliveryKey = Pick<Delivery, "account_id" | "delivery_id">;

/** What is promised: one report to some targets. */
export interface DeliveryPlan {
  readonly accountId: string;
  /** "digest". */
  readonly kind: string;
  readonly subjectId: string;
  readonly occurrence: string;
  readonly report: object;
  readonly targets: readonly { readonly platform: string; readonly target: string }[];
  readonly dueAt: Date;
  readonly expiresAt: Date;
  /** The posted message in whose thread it goes, as its surface named it. */
  readonly replyTo?: object | undefined;
}

/** Writes the promises that were not written before; a promise is made once. Returns the new ones. */
export async function planDeliveries(
  db: Kysely<Database>,
  plan: DeliveryPlan,
  now: Date,
): Promise<DeliveryKey[]> {
  if (plan.targets.length === 0) return [];
  const rows = plan.targets.map(({ platform, target }) => ({
    account_id: plan.accountId,
    kind: plan.kind,
    subject_id: plan.subjectId,
    occurrence: plan.occurrence,
    platform,
    target,
    report: JSON.stringify(plan.report),
    reply_to: plan.replyTo === undefined ? null : JSON.stringify(plan.replyTo),
    state: "planned" as const,
    due_at: plan.dueAt,
    expires_at: plan.expiresAt,
    next_attempt_at: now,
    created_at: now,
  }));
  return await db
    .insertInto("deliveries")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(["account_id", "delivery_id"])
    .execute();
}

export async function findDelivery(db: Kysely<Database>, key: DeliveryKey): Promise<Delivery | undefined> {
  return await db.selectFrom("deliveries").selectAll().where(isThe(key)).executeTakeFirst();
}

/** All promises of one subject and occurrence, in the order of their targets' names. */
export async function deliveriesOf(
  db: Kysely<Database>,
  what: Pick<DeliveryPlan, "accountId" | "kind" | "subjectId" | "occurrence">,
): Promise<Delivery[]> {
  return await db
    .selectFrom("deliveries")
    .selectAll()
    .where("account_id", "=", what.accountId)
    .where("kind", "=", what.kind)
    .where("subject_id", "=", what.subjectId)
    .where("occurrence", "=", what.occurrence)
    .orderBy("platform")
    .orderBy("target")
    .execute();
}

/** What is neither settled nor put off: to be tried now, by whoever gets the target's lock. */
export async function dueDeliveries(
  db: Kysely<Database>,
  accountId: string,
  now: Date,
): Promise<DeliveryKey[]> {
  return await db
    .selectFrom("deliveries")
    .select(["account_id", "delivery_id"])
    .where("account_id", "=", accountId)
    .where("state", "in", ["planned", "sending"])
    .where((row) => row.or([row("next_attempt_at", "is", null), row("next_attempt_at", "<=", now)]))
    .orderBy("due_at")
    .execute();
}

/** To be committed before the request leaves, so that whoever comes next knows it may have. */
export async function markRequest(
  db: Kysely<Database>,
  key: DeliveryKey,
  now: Date,
  isUnclear: boolean,
): Promise<Delivery> {
  return await db
    .updateTable("deliveries")
    .set((row) => ({
      state: "sending",
      attempts: row("attempts", "+", 1),
      is_unclear: isUnclear,
      next_attempt_at: null,
      request_started_at: row.fn.coalesce("request_started_at", sql<Date>`${now}::timestamptz`),
      error: null,
    }))
    .where(isThe(key))
    .where("state", "in", ["planned", "sending"])
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Puts the next attempt off. `planned`: certainly not posted; `sending`: unknown, to be asked for first. */
export async function postponeDelivery(
  db: Kysely<Database>,
  key: DeliveryKey,
  to: { readonly state: "planned" | "sending"; readonly at: Date; readonly error: string | null },
): Promise<void> {
  await db
    .updateTable("deliveries")
    .set({ state: to.state, next_attempt_at: to.at, error: to.error })
    .where(isThe(key))
    .where("state", "in", ["planned", "sending"])
    .execute();
}

/** Records the platform's confirmation, whatever was believed before. */
export async function recordSent(
  db: Kysely<Database>,
  key: DeliveryKey,
  message: object,
  now: Date,
): Promise<Delivery> {
  return await db
    .updateTable("deliveries")
    .set({
      state: "sent",
      sent_at: now,
      message_ref: JSON.stringify(message),
      error: null,
      next_attempt_at: null,
    })
    .where(isThe(key))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Settles what will not be sent, with the reason. */
export async function recordNotSent(
  db: Kysely<Database>,
  key: DeliveryKey,
  outcome: { readonly state: "failed" | "skipped"; readonly error: string; readonly isUnclear: boolean },
): Promise<void> {
  await db
    .updateTable("deliveries")
    .set({ state: outcome.state, error: outcome.error, is_unclear: outcome.isUnclear, next_attempt_at: null })
    .where(isThe(key))
    .where("state", "in", ["planned", "sending"])
    .execute();
}

/**
 * Gives what was not sent more time, until `expiresAt`, and what was given up another chance. What may have been posted
 * is asked for first.
 */
export async function reviveDelivery(
  db: Kysely<Database>,
  key: DeliveryKey,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  const isGivenUp = sql<boolean>`state in ('failed', 'skipped')`;
  await db
    .updateTable("deliveries")
    .set({
      state: sql`case when not ${isGivenUp} then state when is_unclear then 'sending' else 'planned' end`,
      next_attempt_at: sql`case when ${isGivenUp} then ${now}::timestamptz else next_attempt_at end`,
      expires_at: sql`greatest(expires_at, ${expiresAt}::timestamptz)`,
    })
    .where(isThe(key))
    .where("state", "<>", "sent")
    .execute();
}

function isThe(key: DeliveryKey) {
  return (row: ExpressionBuilder<Database, "deliveries">) =>
    row.and({ account_id: key.account_id, delivery_id: key.delivery_id });
}
