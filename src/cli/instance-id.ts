import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { processSecret } from "../store/secrets.ts";
import type { Database } from "../store/tables.ts";

/** What all processes on one store answer at /healthz, and no others: it is no secret, and says nothing of any. */
export async function instanceId(db: Kysely<Database>, accountId: string): Promise<string> {
  const own = await processSecret(db, accountId, "instance");
  return createHash("sha256").update(own).digest("hex").slice(0, 16);
}
