import { type Kysely, sql } from "kysely";
import { eraseContact } from "./erasure.ts";
import { PSEUDONYM_PREFIX } from "./erasure-hash.ts";
import type { Database } from "./tables.ts";

/** Erases the contacts that `contact.forgotten` events in the log ask for; returns how many there were. */
export async function eraseForgotten(db: Kysely<Database>, accountId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ contact: string }>`
    select distinct subject_id as contact from events
    where account_id = ${accountId} and type = 'contact.forgotten'
      and not starts_with(subject_id, ${sql.lit(PSEUDONYM_PREFIX)})
    order by contact
  `.execute(db);
  for (const { contact } of rows) await eraseContact(db, accountId, { contact, requestedBy: "event", now });
  return rows.length;
}
