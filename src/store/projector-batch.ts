import { type Kysely, sql } from "kysely";
import { keepConfig } from "./config-lock.ts";
import { subjectFamilies } from "./fact-families.ts";
import { type FactFamily, foldFamilies, type UnfoldableFamily } from "./fact-folding.ts";
import { type ChangedSubject, claimChanges } from "./projector-claims.ts";
import { lockedFamilies } from "./projector-locks.ts";
import { writeFamilies } from "./projector-writing.ts";
import { flagDropped } from "./retention.ts";
import type { Database } from "./tables.ts";

export interface BatchOptions {
  /** The most changed rows to claim. */
  readonly limit: number;
  /** Rows to leave alone. */
  readonly except: readonly number[];
}

export interface Batch {
  /** Rows claimed: none means that none are left, or that others have them. */
  readonly claimed: number;
  /** Rows worked off. */
  readonly settled: number;
  readonly failures: readonly BatchFailure[];
}

/** A family that could not be folded or written: its rows stay. */
export interface BatchFailure {
  readonly family: FactFamily;
  readonly rowIds: readonly number[];
  readonly error: unknown;
}

/**
 * Folds a batch of changed subjects, in one transaction. What somebody else is folding right now is left for later.
 *
 * @throws whatever the database answered but for a refused value: then nothing was done
 */
export function projectBatch(db: Kysely<Database>, options: BatchOptions): Promise<Batch> {
  return db
    .transaction()
    .setIsolationLevel("read committed")
    .execute(async (trx) => {
      const rows = await claimChanges(trx, options);
      let settled = 0;
      const failures: BatchFailure[] = [];
      for (const [accountId, ofAccount] of Map.groupBy(rows, (row) => row.accountId)) {
        const outcome = await projectAccount(trx, accountId, ofAccount);
        settled += outcome.settled;
        failures.push(...outcome.failures);
      }
      return { claimed: rows.length, settled, failures };
    });
}

/**
 * The order is what makes it safe beside others: rows are claimed, so their events are committed; then the subjects are
 * locked; and only then, in a later statement, are the events read. Whoever locks a subject next reads no less.
 */
async function projectAccount(
  trx: Kysely<Database>,
  accountId: string,
  rows: readonly ChangedSubject[],
): Promise<Omit<Batch, "claimed">> {
  const rowIds = Map.groupBy(rows, (row) => `${row.kind}/${row.id}`);
  const rowIdsOf = ({ kind, ids }: FactFamily) =>
    ids.flatMap((id) => (rowIds.get(`${kind}/${id}`) ?? []).map((row) => row.rowId));
  const families = await lockedFamilies(trx, accountId, await subjectFamilies(trx, accountId, rows));
  await keepConfig(trx, accountId);
  const { folded, unfoldable, frozen } = await foldFamilies(trx, accountId, families);
  const { written, refused } = await writeFamilies(trx, accountId, folded);
  for (const { kind, ids } of frozen) await flagDropped(trx, accountId, kind, ids);
  const settled = [...written, ...frozen].flatMap(rowIdsOf);
  await sql`delete from changed_subjects where account_id = ${accountId} and id = any(${settled}::bigint[])`.execute(
    trx,
  );
  return { settled: settled.length, failures: [...unfoldable, ...refused].map(toFailure) };

  function toFailure({ error, ...family }: UnfoldableFamily): BatchFailure {
    return { family, rowIds: rowIdsOf(family), error };
  }
}
