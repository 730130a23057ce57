import { type Kysely, sql } from "kysely";
import type { DeskEvent } from "../events/vocabulary.ts";
import { contactHash, ERASURE_SECRET, PSEUDONYM_PREFIX, pseudonymOf } from "./erasure-hash.ts";
import { repliesWithVerdict } from "./erasure-replies.ts";
import { type ErasedPerson, erasedEvent } from "./erasure-rows.ts";
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
 * conversations and appointments with such persons. A desk that never forgot anybody pays one short query.
 *
 * @returns the contacts whose events are about their pseudonym now, by event
 */
export async function eraseOnArrival(
  trx: Kysely<Database>,
  accountId: string,
  arrivals: readonly Arrival[],
): Promise<ReadonlyMap<DeskEvent, string>> {
  const { rows } = await sql<{ value: string }>`
    select value from secrets where account_id = ${accountId} and name = ${ERASURE_SECRET}
  `.execute(trx);
  const secret = rows[0]?.value;
  if (secret === undefined) return new Map();
  const { named, renamed } = await eraseNamed(trx, accountId, secret, arrivals);
  await eraseTexts(trx, accountId, arrivals, named);
  return renamed;
}

async function eraseNamed(
  trx: Kysely<Database>,
  accountId: string,
  secret: string,
  arrivals: readonly Arrival[],
): Promise<{ readonly named: readonly DeskEvent[]; readonly renamed: ReadonlyMap<DeskEvent, string> }> {
  const people = new Map<string, string>();
  for (const { event } of arrivals) {
    for (const id of personsOf(event)) people.set(contactHash(secret, id), id);
  }
  const named: DeskEvent[] = [];
  const renamed = new Map<DeskEvent, string>();
  if (people.size === 0) return { named, renamed };
  const { rows } = await sql<{ hash: string; erasedAt: Date }>`
    select contact_hash as hash, max(erased_at) as "erasedAt" from erasures
    where account_id = ${accountId} and contact_hash = any(${[...people.keys()]}::text[])
    group by contact_hash
  `.execute(trx);
  for (const { hash, erasedAt } of rows) {
    const id = people.get(hash) ?? "";
    const pseudonym = pseudonymOf(hash);
    const late = arrivals.filter(({ event }) => event.at < erasedAt && personsOf(event).includes(id));
    await erase(trx, accountId, late, { id, pseudonym });
    for (const { event } of late) {
      named.push(event);
      if (event.subject.kind === "contact") renamed.set(event, pseudonym);
    }
  }
  return { named, renamed };
}

/** What somebody wrote in a conversation of his, or about an appointment, need not name him. */
async function eraseTexts(
  trx: Kysely<Database>,
  accountId: string,
  arrivals: readonly Arrival[],
  named: readonly DeskEvent[],
): Promise<void> {
  const forgotten = new Set(named.map(subjectOf));
  const isText = ({ event }: Arrival) => /^(conversation|appointment)$/.test(event.subject.kind);
  const texts = arrivals.filter(isText);
  if (texts.length === 0) return;
  const subjects = texts.map(({ event }) => subjectOf(event));
  const { rows } = await sql<{ subject: string }>`
    select subject from conversations
    where account_id = ${accountId} and subject = any(${subjects}::text[])
      and starts_with(customer_id, ${PSEUDONYM_PREFIX})
    union all
    select subject from appointments
    where account_id = ${accountId} and subject = any(${subjects}::text[])
      and starts_with(contact_id, ${PSEUDONYM_PREFIX})
  `.execute(trx);
  for (const { subject } of rows) forgotten.add(subject);
  const theirs = texts.filter(({ event }) => forgotten.has(subjectOf(event)));
  await erase(trx, accountId, theirs, { id: "", pseudonym: "" });
}

function subjectOf({ subject }: DeskEvent): string {
  return `${subject.kind}/${storableText(subject.id)}`;
}

async function erase(
  trx: Kysely<Database>,
  accountId: string,
  arrivals: readonly Arrival[],
  person: Pick<ErasedPerson, "id" | "pseudonym">,
): Promise<void> {
  if (arrivals.length === 0) return;
  const texts = arrivals.flatMap(({ event }) =>
    event.type === "appointment.replied" ? [storableText(event.data.text)] : [],
  );
  const erased = erasedEvent({ ...person, emails: [], replies: repliesWithVerdict(texts) });
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
