import type { Kysely } from "kysely";
import { projectBatch } from "./projector-batch.ts";
import type { ProjectorFailures } from "./projector-failures.ts";
import type { Database } from "./tables.ts";

/** Changed rows a transaction: each subject takes a lock, of which a server has a few thousand. */
export const BATCH_LIMIT = 500;

/**
 * Works off all changed subjects that can be had, without waiting for those that others are folding.
 *
 * @returns "blocked" where others hold something that is changed, else "done"
 */
export async function drainChanges(
  db: Kysely<Database>,
  failures: ProjectorFailures,
  signal?: AbortSignal,
): Promise<"done" | "blocked"> {
  while (!signal?.aborted) {
    const batch = await projectBatch(db, { limit: BATCH_LIMIT, except: failures.rowIds() });
    failures.add(batch.failures);
    if (batch.claimed === 0) return "done";
    if (batch.settled === 0 && batch.failures.length === 0) return "blocked";
  }
  return "done";
}
