import { type Kysely, sql } from "kysely";
import type { FactFamily } from "./fact-folding.ts";
import type { Database } from "./tables.ts";

/** Sets these locks apart from all others that are taken on hashed names. */
const SEED = 7_340_102;

/** Those of the families all of whose subjects could be locked, until the transaction ends. It never waits. */
export async function lockedFamilies(
  trx: Kysely<Database>,
  accountId: string,
  families: readonly FactFamily[],
): Promise<readonly FactFamily[]> {
  const keys = families.flatMap((family) => keysOf(accountId, family));
  const { rows } = await sql<{ key: string }>`
    select key from unnest(${keys}::text[]) as key
    where pg_try_advisory_xact_lock(hashtextextended(key, ${SEED}))
  `.execute(trx);
  const locked = new Set(rows.map((row) => row.key));
  return families.filter((family) => keysOf(accountId, family).every((key) => locked.has(key)));
}

function keysOf(accountId: string, { kind, ids }: FactFamily): string[] {
  return ids.map((id) => `${accountId}/${kind}/${id}`);
}

/** Waits until nobody folds these subjects, and keeps everybody from it until the transaction ends. */
export async function lockFamily(
  trx: Kysely<Database>,
  accountId: string,
  family: FactFamily,
): Promise<void> {
  const keys = keysOf(accountId, family).toSorted();
  await sql`
    select pg_advisory_xact_lock(hashtextextended(key, ${SEED})) from unnest(${keys}::text[]) as key
  `.execute(trx);
}
