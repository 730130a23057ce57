import type { Kysely } from "kysely";
import { insertLookUps, type LookUp, selectLookUps } from "../store/look-ups.ts";
import type { Database } from "../store/tables.ts";
import type { Viewer } from "./viewer.ts";

/** What is kept of a question's words, characters. */
const WHAT_LIMIT = 300;

/**
 * Writes down that the viewer looked at the numbers of these agents, before they are shown. Who looks at his own leaves
 * no trace.
 *
 * @param agents `lookedUp` of what `mayAsk` allowed
 * @param what the question in words, such as "csat by day, last week"
 */
export async function recordLookUp(
  db: Kysely<Database>,
  accountId: string,
  { viewer, agents, what, at }: { viewer: Viewer; agents: readonly string[]; what: string; at: Date },
): Promise<void> {
  const others = [...new Set(agents)].filter((agentId) => agentId !== viewer.agentId);
  const by = { byName: viewer.name, byEmail: viewer.email, what: what.slice(0, WHAT_LIMIT), at };
  await insertLookUps(
    db,
    accountId,
    others.map((agentId) => ({ agentId, ...by })),
  );
}

/** Who looked at an agent's numbers, the newest first. Shown to that agent, and to nobody else in chat. */
export async function lookUpsOf(
  db: Kysely<Database>,
  accountId: string,
  agentId: string,
  limit = 100,
): Promise<readonly LookUp[]> {
  return await selectLookUps(db, accountId, agentId, limit);
}
