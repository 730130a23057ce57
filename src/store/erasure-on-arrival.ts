import { type Kysely, sql } from "kysely";
import type { DeskEvent } from "../events/vocabulary.ts";
import { contactHash, ERASURE_SECRET, PSEUDONYM_PREFIX, pseudonymOf } from "./erasure-hash.ts";
import { erasedEvent } from "./erasure-rows.ts";
import { storableText } from "./storable.ts";
import type { Database } from "./tables.ts";

/** An event that was just written, with source and id as they are stored. */
interface Arrival {
  readonly event: DeskEvent;
  readonly source: string;
  readonly id: string;
}

/**
 * Erases, in the transaction that wrote them, events that happened before their person was forgotten, and texts of
 * conversations with such persons. A desk that never forgot anybody pays one short query.
 */
export async function eraseOnArrival(
  trx: Kysely<Database>,
  accountId: string,
  arrivals: readonly Arrival[],
): Promise<void> {
  const { rows } = await sql<{ value: string }>`
    select value from secrets where account_id = ${accountId} and name = ${ERASURE_SECRET}
  `.execute(trx);
  const secret = rows[0]?.value;
  if (secret === undefined) return;
  await eraseNamed(trx, accountId, secret, arrivals);
  await eraseTexts(trx, accountId, arrivals);
}

async function eraseNamed(
  trx: Kysely<Database>,
  accountId: string,
  secret: string,
  arrivals: readonly Arrival[],
): Promise<void> {
  const people = new Map<string, string>();
  for (const { event } of arrivals) {
    for (const id of personsOf(event)) people.set(contactHash(secret, id), id);
  }
  if (people.size === 0) return;
  const { rows } = await sql<{ hash: string; erasedAt: Date }>`
    select contact_hash as hash, max(erased_at) as "erasedAt" from erasures
    where account_id = ${accountId} and contact_hash = any(${[...people.keys()]}::text[])
    group by contact_hash
  `.execute(trx);
  for (const { hash, erasedAt } of rows) {
    const id = people.get(hash) ?? "";
    const late = arrivals.filter(({ event }) => event.at < erasedAt && personsOf(event).includes(id));
    const emails: readonly string[] = [];
    await erase(trx, accountId, late, erasedEvent({ id, pseudonym: pseudonymOf(hash), emails }));
  }
}

/** What somebody wrote in a conversation of his need not name him. */
async function eraseTexts(
  trx: Kysely<Database>,
  accountId: string,
  arrivals: readonly Arrival[],
): Promise<void> {
  const conversations = arrivals.filter(({ event }) => event.subject.kind === "conversation");
  if (conversations.length === 0) return;
  const ids = conversations.map(({ event }) => storableText(event.subject.id));
  const { rows } = await sql<{ id: string }>`
    select conversation_id as id from conversations
    where account_id = ${accountId} and subject = any(${ids.map((id) => `conversation/${id}`)}::text[])
      and starts_with(customer_id, ${PSEUDONYM_PREFIX})
  `.execute(trx);
  const forgotten = new Set(rows.map((row) => row.id));
  const theirs = conversations.filter(({ event }) => forgotten.has(storableText(event.subject.id)));
  const nobody = { id: "", pseudonym: "", emails: [] };
  await erase(trx, accountId, theirs, erasedEvent(nobody));
}

async function erase(
  trx: Kysely<Database>,
  accountId: string,
  arrivals: readonly Arrival[],
  erased: ReturnType<typeof erasedEvent>,
): Promise<void> {
  if (arrivals.length === 0) return;
  await sql`
    update events e set data = ${erased.data}, subject_id = ${erased.subjectId}
    where account_id = ${accountId}
      and (occurred_at, source, event_id) in (
        select * from unnest(
          ${arrivals.map(({ event }) => event.at.toISOString())}::timestamptz[],
          ${arrivals.map(({ source }) => source)}::text[],
          ${arrivals.map(({ id }) => id)}::text[]
        )
      )
  `.execute(trx);
}

/** The ids of the person an event names, as they are stored. */
function personsOf({ data, subject }: DeskEvent): string[] {
  const { customer, contact }: Readonly<Record<string, unknown>> = data;
  const ids = [customer, contact, subject.kind === "contact" ? subject.id : undefined];
  return ids.filter((id) => typeof id === "string").map(storableText);
}
