import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** How many changed rows there are, and the newest of them (0 for none). */
export async function pendingChanges(
  db: Kysely<Database>,
  { upTo = Number.MAX_SAFE_INTEGER, except = [] }: { upTo?: number; except?: readonly number[] } = {},
): Promise<{ readonly count: number; readonly newest: number }> {
  const { rows } = await sql<{ count: number; newest: number }>`
    select count(*) as count, coalesce(max(id), 0) as newest from changed_subjects
    where id <= ${upTo} and id <> all(${except}::bigint[])
  `.execute(db);
  return rows[0] ?? { count: 0, newest: 0 };
}
