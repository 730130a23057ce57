import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/**
 * Runs `work` while holding the named lock, which no other process or call can hold meanwhile; returns "busy" without
 * running it when somebody does. The lock lives in the database session: it is gone the moment the process dies.
 *
 * @param work is handed the session itself. What must not happen without the lock belongs on it, since a session that
 *   was lost, and the lock with it, refuses every further statement.
 */
export async function whileLocked<T>(
  db: Kysely<Database>,
  name: string,
  work: (session: Kysely<Database>) => Promise<T>,
): Promise<T | "busy"> {
  return await db.connection().execute(async (session) => {
    const { rows } = await sql<{ is_taken: boolean }>`
      select pg_try_advisory_lock(hashtextextended(${name}, 0)) as is_taken`.execute(session);
    if (!rows[0]?.is_taken) return "busy";
    try {
      return await work(session);
    } finally {
      // A session that cannot even unlock is lost, and its locks with it.
      await sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`
        .execute(session)
        .catch(() => undefined);
    }
  });
}
