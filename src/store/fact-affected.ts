import { type Kysely, sql } from "kysely";
import { subjectFamilies } from "./fact-families.ts";
import type { FactFamily } from "./fact-folding.ts";
import type { Database } from "./tables.ts";

/**
 * The families whose stored facts are not those of a moment: because something happened at or after it, or because the
 * projector has not come to them yet.
 */
export async function affectedFamilies(
  db: Kysely<Database>,
  accountId: string,
  asOf: Date,
): Promise<readonly FactFamily[]> {
  const { rows } = await sql<{ kind: string; id: string }>`
    select subject_kind as kind, subject_id as id from events
    where account_id = ${accountId} and occurred_at >= ${asOf}
    union
    select subject_kind, subject_id from changed_subjects where account_id = ${accountId}
  `.execute(db);
  return await subjectFamilies(db, accountId, rows);
}
