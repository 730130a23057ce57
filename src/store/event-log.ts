import { setImmediate } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { DeskEvent, Subject } from "../events/vocabulary.ts";
import { eraseOnArrival } from "./erasure-on-arrival.ts";
import { ensurePartitions, inTransaction } from "./event-partitions.ts";
import { sentimentOnArrival } from "./sentiment-on-arrival.ts";
import { storableData, storableText } from "./storable.ts";
import type { Database } from "./tables.ts";

export interface Appended {
  /** Events that are in the log now and were not before. */
  readonly accepted: number;
  readonly duplicates: number;
  /** Where the duplicates stood in the given events, ascending. */
  readonly duplicateIndexes: readonly number[];
}

export interface AppendOptions {
  /** Keep what people wrote (message texts, survey comments). Default false: it is dropped before it is stored. */
  readonly keepTexts?: boolean;
}

/** The channel that says that subjects of an account changed; its payload is the account. */
export const CHANGED_CHANNEL = "deskpulse_changed";

/**
 * Writes events to the log, all of them or none, in the given transaction or one of its own. An event is known by
 * (account, source, id), whatever its time says: the first one stays. What changed is noted for the projector in the
 * same transaction.
 *
 * @param receivedAt when the events arrived
 */
export async function appendEvents(
  db: Kysely<Database>,
  accountId: string,
  events: readonly DeskEvent[],
  receivedAt: Date,
  options: AppendOptions = {},
): Promise<Appended> {
  if (events.length === 0) return { accepted: 0, duplicates: 0, duplicateIndexes: [] };
  const entries = distinct(events);
  // Before the keys, so that nobody waits for a partition while others wait for him.
  await ensurePartitions(
    db,
    entries.map((entry) => entry.event.at),
  );
  const accepted = await inTransaction(db, async (trx) => {
    const keepTexts = options.keepTexts ?? false;
    // The JSON is written while the database looks the keys up.
    const [added, json] = await Promise.all([
      claimKeys(trx, accountId, entries),
      writeJson(entries, keepTexts),
    ]);
    if (added.length === 0) return added;
    await insertEvents(trx, accountId, added, json, receivedAt);
    const renamed = await eraseOnArrival(trx, accountId, added);
    await linkConversations(trx, accountId, added);
    await noteChanged(trx, accountId, added, renamed);
    // The row of a source is shared by all who write: taken last, it is held shortest.
    await advanceWatermarks(trx, accountId, added, receivedAt);
    return added;
  });
  const kept = new Set(accepted.map((entry) => entry.index));
  const duplicateIndexes = [...events.keys()].filter((index) => !kept.has(index));
  return { accepted: kept.size, duplicates: duplicateIndexes.length, duplicateIndexes };
}

/** Reading a text takes some 50 µs: others have their turn between these many events. */
const WRITTEN_AT_ONCE = 500;
const RECORD_SEPARATOR = "\u001e";

interface Entry {
  readonly index: number;
  readonly event: DeskEvent;
  readonly source: string;
  readonly id: string;
}

/** The first of each (source, id). */
function distinct(events: readonly DeskEvent[]): Entry[] {
  const entries = new Map<string, Entry>();
  events.forEach((event, index) => {
    const entry = { index, event, source: storableText(event.source), id: storableText(event.id) };
    const key = keyOf(entry.source, entry.id);
    if (!entries.has(key)) entries.set(key, entry);
  });
  return [...entries.values()];
}

function keyOf(source: string, id: string): string {
  return `${source}\0${id}`;
}

/** Takes the keys in their order, so that two writers of the same events wait for each other and never in a circle. */
async function claimKeys(db: Kysely<Database>, accountId: string, entries: Entry[]): Promise<Entry[]> {
  const sorted = entries.toSorted((a, b) => compare(a.source, b.source) || compare(a.id, b.id));
  const { rows } = await sql<{ source: string; event_id: string }>`
    insert into event_keys (account_id, source, event_id)
    select ${accountId}::text, source, event_id
    from unnest(${sorted.map((entry) => entry.source)}::text[], ${sorted.map((entry) => entry.id)}::text[])
      as key (source, event_id)
    on conflict do nothing
    returning source, event_id
  `.execute(db);
  if (rows.length === entries.length) return entries;
  const claimed = new Set(rows.map((row) => keyOf(row.source, row.event_id)));
  return entries.filter((entry) => claimed.has(keyOf(entry.source, entry.id)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function writeJson(entries: readonly Entry[], keepTexts: boolean): Promise<ReadonlyMap<Entry, string>> {
  const heard = await sentimentOnArrival(entries.map((entry) => entry.event));
  const json = new Map<Entry, string>();
  for (const [index, entry] of entries.entries()) {
    if (index % WRITTEN_AT_ONCE === 0) await setImmediate();
    json.set(entry, storableData(heard(entry.event), keepTexts));
  }
  return json;
}

async function insertEvents(
  db: Kysely<Database>,
  accountId: string,
  entries: readonly Entry[],
  json: ReadonlyMap<Entry, string>,
  receivedAt: Date,
): Promise<void> {
  // JSON has no control characters, so one can stand between the documents: cheaper than the quotes of an array.
  const data = entries.map((entry) => json.get(entry)).join(RECORD_SEPARATOR);
  await sql`
    insert into events
      (account_id, occurred_at, source, event_id, received_at, type, subject_kind, subject_id, data)
    select ${accountId}::text, occurred_at, source, event_id, ${receivedAt}::timestamptz, type, subject_kind, subject_id, data::jsonb
    from rows from (unnest(
      ${entries.map(({ event }) => event.at.toISOString())}::timestamptz[],
      ${entries.map((entry) => entry.source)}::text[],
      ${entries.map((entry) => entry.id)}::text[],
      ${entries.map(({ event }) => event.type)}::text[],
      ${entries.map(({ event }) => event.subject.kind)}::text[],
      ${entries.map(({ event }) => storableText(event.subject.id))}::text[]
    ), string_to_table(${data}::text, ${RECORD_SEPARATOR}::text)) as event (occurred_at, source, event_id, type, subject_kind, subject_id, data)
  `.execute(db);
}

async function linkConversations(
  db: Kysely<Database>,
  accountId: string,
  entries: readonly Entry[],
): Promise<void> {
  const links = entries.flatMap(({ event }) =>
    event.type === "conversation.merged"
      ? [{ from: storableText(event.data.conversation), into: storableText(event.data.into) }]
      : [],
  );
  if (links.length === 0) return;
  const sorted = links.toSorted((a, b) => compare(a.from, b.from) || compare(a.into, b.into));
  await sql`
    insert into conversation_links (account_id, conversation_id, into_id)
    select ${accountId}::text, conversation_id, into_id
    from unnest(${sorted.map((link) => link.from)}::text[], ${sorted.map((link) => link.into)}::text[])
      as link (conversation_id, into_id)
    on conflict do nothing
  `.execute(db);
}

/** @param renamed contacts that were erased on arrival, which are known by another name */
async function noteChanged(
  db: Kysely<Database>,
  accountId: string,
  entries: readonly Entry[],
  renamed: ReadonlyMap<DeskEvent, string>,
): Promise<void> {
  const changed = new Map<string, Subject>();
  for (const { event } of entries) {
    const pseudonym = renamed.get(event);
    const subjects = pseudonym ? [{ kind: event.subject.kind, id: pseudonym }] : subjectsChangedBy(event);
    for (const { kind, id } of subjects) {
      changed.set(`${kind}/${id}`, { kind, id: storableText(id) });
    }
  }
  const subjects = [...changed.values()];
  await sql`
    insert into changed_subjects (account_id, subject_kind, subject_id)
    select ${accountId}::text, kind, id
    from unnest(${subjects.map((subject) => subject.kind)}::text[], ${subjects.map((subject) => subject.id)}::text[])
      as subject (kind, id)
  `.execute(db);
  await sql`select pg_notify(${CHANGED_CHANNEL}, ${accountId})`.execute(db);
}

function subjectsChangedBy(event: DeskEvent): readonly Subject[] {
  if (event.type !== "conversation.merged") return [event.subject];
  return [event.subject, { kind: "conversation", id: event.data.into }];
}

async function advanceWatermarks(
  db: Kysely<Database>,
  accountId: string,
  entries: readonly Entry[],
  receivedAt: Date,
): Promise<void> {
  const sources = new Map<string, { newest: number; count: number }>();
  for (const { source, event } of entries) {
    const { newest, count } = sources.get(source) ?? { newest: Number.NEGATIVE_INFINITY, count: 0 };
    sources.set(source, { newest: Math.max(newest, event.at.getTime()), count: count + 1 });
  }
  const marks = [...sources].toSorted(([a], [b]) => compare(a, b));
  await sql`
    insert into watermarks as mark (account_id, source, newest_event_at, last_arrival_at, events)
    select ${accountId}::text, source, newest, ${receivedAt}::timestamptz, count
    from unnest(
      ${marks.map(([source]) => source)}::text[],
      ${marks.map(([, { newest }]) => new Date(newest).toISOString())}::timestamptz[],
      ${marks.map(([, { count }]) => count)}::bigint[]
    ) as source (source, newest, count)
    on conflict (account_id, source) do update set
      newest_event_at = greatest(mark.newest_event_at, excluded.newest_event_at),
      last_arrival_at = greatest(mark.last_arrival_at, excluded.last_arrival_at),
      events = mark.events + excluded.events
  `.execute(db);
}
