import { type Kysely, sql } from "kysely";
import { factTableNames, factTables } from "./fact-tables.ts";
import { type ProjectOptions, projectChanges } from "./projector.ts";
import { pendingChanges } from "./projector-pending.ts";
import type { Database } from "./tables.ts";

export interface Rebuilt {
  /** Subjects of the log. */
  readonly subjects: number;
  /** Rows removed whose subject is not in the log. */
  readonly orphans: number;
  /** Changed rows that could not be folded. */
  readonly failed: number;
}

/**
 * Makes all facts of an account anew from its log. Every subject is put in the projector's queue once more, so answers
 * stay as they were until each is folded again; running processes help with the work.
 */
export async function rebuildFacts(
  db: Kysely<Database>,
  accountId: string,
  options: ProjectOptions = {},
): Promise<Rebuilt> {
  const { subjects, orphans } = await db.transaction().execute(async (trx) => {
    await relink(trx, accountId);
    return { orphans: await removeOrphans(trx, accountId), subjects: await queueAll(trx, accountId) };
  });
  await projectChanges(db, options);
  return { subjects, orphans, failed: (await pendingChanges(db)).count };
}

async function relink(trx: Kysely<Database>, accountId: string): Promise<void> {
  await sql`
    insert into conversation_links (account_id, conversation_id, into_id)
    select distinct account_id, subject_id, data->>'into' from events
    where account_id = ${accountId} and type = 'conversation.merged'
    on conflict do nothing
  `.execute(trx);
}

async function queueAll(trx: Kysely<Database>, accountId: string): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into changed_subjects (account_id, subject_kind, subject_id)
    select distinct account_id, subject_kind, subject_id from events where account_id = ${accountId}
    union
    select account_id, 'agent', agent_id from people where account_id = ${accountId} and agent_id is not null
  `.execute(trx);
  return Number(numAffectedRows);
}

/**
 * What others were merged into, what was dropped for its age, and agents that deskpulse.yaml lists have facts without
 * having events.
 */
async function removeOrphans(trx: Kysely<Database>, accountId: string): Promise<number> {
  let removed = 0;
  for (const table of factTableNames) {
    const { owner } = factTables[table];
    const subject = owner === "subject" ? sql`old.subject` : sql`'agent/' || old.agent_id`;
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} old
      where account_id = ${accountId}
        and not exists (
          select from events e
          where e.account_id = ${accountId}
            and e.subject_kind = split_part(${subject}, '/', 1)
            and e.subject_id = substr(${subject}, strpos(${subject}, '/') + 1)
        )
        and not exists (
          select from dropped_subjects d
          where d.account_id = ${accountId}
            and d.subject_kind = split_part(${subject}, '/', 1)
            and d.subject_id = substr(${subject}, strpos(${subject}, '/') + 1)
        )
        and not exists (
          select from conversation_links l
          where l.account_id = ${accountId} and 'conversation/' || l.into_id = ${subject}
        )
        and not exists (
          select from people p where p.account_id = ${accountId} and 'agent/' || p.agent_id = ${subject}
        )
    `.execute(trx);
    removed += Number(numAffectedRows);
  }
  return removed;
}
