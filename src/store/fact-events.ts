import { type Kysely, sql } from "kysely";
import { type DeskEvent, isEventType } from "../events/vocabulary.ts";
import type { Database } from "./tables.ts";

/**
 * All events of subjects of one kind, out of order.
 *
 * @param before only events that happened before this instant
 */
export async function readEvents(
  db: Kysely<Database>,
  accountId: string,
  kind: string,
  ids: readonly string[],
  before?: Date,
): Promise<readonly DeskEvent[]> {
  const { rows } = await sql<EventRow>`
    select source, event_id as id, type, occurred_at as at, subject_kind as kind, subject_id, data
    from events
    where account_id = ${accountId} and subject_kind = ${kind} and subject_id = any(${ids}::text[])
      and occurred_at < ${before ?? "infinity"}
  `.execute(db);
  return rows.filter((row) => isEventType(row.type)).map(toEvent);
}

interface EventRow {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly kind: string;
  readonly subject_id: string;
  readonly data: object;
}

/** What is in the log was checked against the vocabulary before it was written. */
function toEvent({ kind, subject_id, ...event }: EventRow): DeskEvent {
  return { ...event, subject: { kind, id: subject_id } } as DeskEvent;
}
