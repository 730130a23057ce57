import type { Kysely } from "kysely";
import { businessTimeOf, type CalendarVersion } from "../facts/business-time.ts";
import { type FoldContext, plainFoldContext } from "../facts/fold-context.ts";
import { slaClocksBy } from "../sla/clocks.ts";
import { policiesOver } from "../sla/policies-over-time.ts";
import type { PolicyRules } from "../sla/policy.ts";
import { configVersions, newestRevision } from "./config-versions.ts";
import type { Database } from "./tables.ts";

/** Far more than a process has desks. */
const KEPT = 100;

const contexts = new Map<string, FoldContext>();

/**
 * What the facts of an account are folded by, as it is stored now. While that stays the same it is two small queries.
 *
 * @throws OperationError where the holidays of a calendar's country are not known
 */
export async function loadFoldContext(db: Kysely<Database>, accountId: string): Promise<FoldContext> {
  const ofCalendars = await newestRevision(db, accountId, "calendars");
  const ofPolicies = await newestRevision(db, accountId, "sla");
  if (ofCalendars === null && ofPolicies === null) return plainFoldContext;
  const revision = `${ofCalendars} ${ofPolicies}`;
  const known = contexts.get(revision);
  if (known) return known;
  const calendars = await configVersions<CalendarVersion["content"]>(db, accountId, "calendars");
  const policies = await configVersions<readonly PolicyRules[]>(db, accountId, "sla");
  const context = {
    businessTime: await businessTimeOf(calendars),
    slaClocks: slaClocksBy(await policiesOver(policies)),
  };
  const [oldest] = contexts.keys();
  if (contexts.size >= KEPT && oldest !== undefined) contexts.delete(oldest);
  contexts.set(revision, context);
  return context;
}
