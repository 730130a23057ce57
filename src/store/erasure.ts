import { type Kysely, sql } from "kysely";
import { eraseFacts } from "./erasure-facts.ts";
import { contactHash, ERASURE_SECRET, pseudonymOf } from "./erasure-hash.ts";
import { repliesAbout } from "./erasure-replies.ts";
import { addressIn, erasedEvent } from "./erasure-rows.ts";
import { inTransaction } from "./event-partitions.ts";
import { lockFamily } from "./projector-locks.ts";
import { processSecret } from "./secrets.ts";
import { storableText } from "./storable.ts";
import type { Database } from "./tables.ts";
import { lockUpkeep } from "./upkeep-lock.ts";

export interface ErasureRequest {
  /** A contact's or customer's id: they are one. */
  readonly contact: string;
  /** For the audit: "event", "command by ada". */
  readonly requestedBy: string;
  readonly now: Date;
}

export interface Erasure {
  /** Events of the log that were changed, and rows of facts. */
  readonly events: number;
  readonly facts: number;
  /** It was asked for before, and nothing had come since. */
  readonly wasForgotten: boolean;
}

/**
 * Erases what identifies a person from the log and the facts. A name that only the audit's key could make again takes
 * its place, so that the counts stay, also of distinct persons. What happened before and arrives later is erased on
 * arrival; what happens later belongs to somebody new. It reads the whole log once or twice.
 */
export async function eraseContact(
  db: Kysely<Database>,
  accountId: string,
  { contact, requestedBy, now }: ErasureRequest,
): Promise<Erasure> {
  const id = storableText(contact);
  const secret = await processSecret(db, accountId, ERASURE_SECRET);
  const hash = contactHash(secret, id);
  const person = { id, pseudonym: pseudonymOf(hash) };
  const wasForgotten = await announce(db, accountId, hash, { requestedBy, now });
  // Writers that did not see the announcement are waited for; those that come after erase by themselves.
  await db.transaction().execute(async (trx) => {
    await sql`lock table events in share mode`.execute(trx);
  });
  return await db.transaction().execute(async (trx) => {
    await lockUpkeep(trx);
    // Facts that are being made of what was read before this must not come back under the old name.
    await lockFamily(trx, accountId, { kind: "contact", ids: [person.id, person.pseudonym] });
    const { events, emails } = await eraseEvents(trx, accountId, person);
    const facts = await eraseFacts(trx, accountId, { ...person, emails });
    await sql`
      update erasures set events = events + ${events}, facts = facts + ${facts}
      where account_id = ${accountId} and contact_hash = ${hash} and erased_at = ${now}
    `.execute(trx);
    if (wasForgotten && events + facts === 0) {
      // Asked again, found nothing: the line that stands there already says all.
      await sql`
        delete from erasures where account_id = ${accountId} and contact_hash = ${hash} and erased_at = ${now}
      `.execute(trx);
    }
    return { events, facts, wasForgotten: wasForgotten && events + facts === 0 };
  });
}

interface Person {
  readonly id: string;
  readonly pseudonym: string;
}

/** Writes the audit line first: from then on, what arrives late is erased on arrival. */
async function announce(
  db: Kysely<Database>,
  accountId: string,
  hash: string,
  { requestedBy, now }: { readonly requestedBy: string; readonly now: Date },
): Promise<boolean> {
  return await inTransaction(db, async (trx) => {
    const earlier = await trx
      .selectFrom("erasures")
      .select("erasure_id")
      .where("account_id", "=", accountId)
      .where("contact_hash", "=", hash)
      .limit(1)
      .execute();
    await trx
      .insertInto("erasures")
      .values({
        account_id: accountId,
        contact_hash: hash,
        requested_by: requestedBy,
        erased_at: now,
        events: 0,
        facts: 0,
      })
      .execute();
    return earlier.length > 0;
  });
}

/** Everything that names the person, and all of the conversations and appointments that such events are about. */
async function eraseEvents(trx: Kysely<Database>, accountId: string, { id, pseudonym }: Person) {
  const { rows: named } = await sql<{ kind: string; subject: string; email: string | null }>`
    select distinct subject_kind as kind, subject_id as subject, ${addressIn(sql`data`)} as email from events
    where account_id = ${accountId} and (
      data->>'customer' = ${id} or data->>'contact' = ${id} or (subject_kind = 'contact' and subject_id = ${id})
    )
  `.execute(trx);
  const { rows: known } = await sql<{ subject: string }>`
    select conversation_id as subject from conversations
    where account_id = ${accountId} and customer_id = ${id} and conversation_id is not null
  `.execute(trx);
  const emails = named.flatMap(({ email }) => (email?.includes("@") ? [email] : []));
  const whole = [
    ...named.filter(({ kind }) => kind === "conversation" || kind === "appointment"),
    ...known.map(({ subject }) => ({ kind: "conversation", subject })),
  ];
  const appointments = whole.filter(({ kind }) => kind === "appointment").map(({ subject }) => subject);
  const replies = await repliesAbout(trx, accountId, appointments);
  const erased = erasedEvent({ id, pseudonym, emails, replies });
  const { rows: changed } = await sql<{ kind: string; id: string }>`
    update events e set data = ${erased.data}, subject_id = ${erased.subjectId}
    where account_id = ${accountId} and (
      data->>'customer' = ${id} or data->>'contact' = ${id} or (subject_kind = 'contact' and subject_id = ${id})
      or (${addressIn(sql`data`)} = any(${emails}::text[]) and subject_kind <> 'agent')
      or (subject_kind, subject_id) in (
        select * from unnest(${whole.map(({ kind }) => kind)}::text[], ${whole.map(({ subject }) => subject)}::text[])
      )
    ) and (data, subject_id) is distinct from (${erased.data}, ${erased.subjectId})
    returning subject_kind as kind, subject_id as id
  `.execute(trx);
  await foldAgain(trx, accountId, id, changed);
  return { events: changed.length, emails };
}

async function foldAgain(
  trx: Kysely<Database>,
  accountId: string,
  id: string,
  subjects: readonly { readonly kind: string; readonly id: string }[],
): Promise<void> {
  await sql`
    delete from changed_subjects
    where account_id = ${accountId} and subject_kind = 'contact' and subject_id = ${id}
  `.execute(trx);
  await sql`
    insert into changed_subjects (account_id, subject_kind, subject_id)
    select distinct ${accountId}::text, kind, id
    from unnest(${subjects.map(({ kind }) => kind)}::text[], ${subjects.map((subject) => subject.id)}::text[])
      as subject (kind, id)
  `.execute(trx);
}
