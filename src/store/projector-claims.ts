import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** A row of changed_subjects. */
export interface ChangedSubject {
  readonly rowId: number;
  readonly accountId: string;
  readonly kind: string;
  readonly id: string;
}

/** Takes the oldest changed rows that nobody else has, for the length of the transaction. */
export async function claimChanges(
  trx: Kysely<Database>,
  { limit, except }: { readonly limit: number; readonly except: readonly number[] },
): Promise<readonly ChangedSubject[]> {
  const { rows } = await sql<ChangedSubject>`
    select id as "rowId", account_id as "accountId", subject_kind as kind, subject_id as id
    from changed_subjects
    where id <> all(${except}::bigint[])
    order by account_id, id
    limit ${limit}
    for update skip locked
  `.execute(trx);
  return rows;
}
