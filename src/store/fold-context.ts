import type { Kysely } from "kysely";
import { businessTimeOf, type CalendarVersion } from "../facts/business-time.ts";
import { type FoldContext, plainFoldContext } from "../facts/fold-context.ts";
import { configVersions, newestRevision } from "./config-versions.ts";
import type { Database } from "./tables.ts";

/** Far more than a process has desks. */
const KEPT = 100;

const contexts = new Map<string, FoldContext>();

/**
 * What the facts of an account are folded by, as it is stored now. While that stays the same it is one small query.
 *
 * @throws OperationError where the holidays of a calendar's country are not known
 */
export async function loadFoldContext(db: Kysely<Database>, accountId: string): Promise<FoldContext> {
  const revision = await newestRevision(db, accountId, "calendars");
  if (revision === null) return plainFoldContext;
  const known = contexts.get(revision);
  if (known) return known;
  const versions = await configVersions<CalendarVersion["content"]>(db, accountId, "calendars");
  const context = { ...plainFoldContext, businessTime: await businessTimeOf(versions) };
  const [oldest] = contexts.keys();
  if (contexts.size >= KEPT && oldest !== undefined) contexts.delete(oldest);
  contexts.set(revision, context);
  return context;
}
