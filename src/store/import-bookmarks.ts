import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** How far a file was imported. */
export interface ImportBookmark {
  /** Records whose events are stored. */
  readonly records: number;
  readonly isComplete: boolean;
}

/** @param digest what the file, its mapping and its source are known by */
export async function readImportBookmark(
  db: Kysely<Database>,
  accountId: string,
  digest: string,
): Promise<ImportBookmark | undefined> {
  return await db
    .selectFrom("imports")
    .select(["records", "is_complete as isComplete"])
    .where("account_id", "=", accountId)
    .where("file_digest", "=", digest)
    .executeTakeFirst();
}

/** Moves a bookmark on, never back: the same file may be imported twice at the same time. */
export async function saveImportBookmark(
  db: Kysely<Database>,
  accountId: string,
  file: { readonly digest: string; readonly name: string; readonly now: Date },
  bookmark: ImportBookmark,
): Promise<void> {
  await sql`
    insert into imports as old (account_id, file_digest, file_name, records, is_complete, updated_at)
    values (${accountId}, ${file.digest}, ${file.name}, ${bookmark.records}, ${bookmark.isComplete}, ${file.now})
    on conflict (account_id, file_digest) do update set
      file_name = excluded.file_name,
      records = greatest(old.records, excluded.records),
      is_complete = old.is_complete or excluded.is_complete,
      updated_at = excluded.updated_at
  `.execute(db);
}
