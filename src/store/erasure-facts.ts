import { type Kysely, sql } from "kysely";
import { emailHashOf } from "../facts/orders.ts";
import { factTableNames, factTables } from "./fact-tables.ts";
import type { Database } from "./tables.ts";

interface ErasedFacts {
  readonly id: string;
  readonly pseudonym: string;
  /** Addresses seen in events that name the person. */
  readonly emails: readonly string[];
}

/**
 * Erases a person from the facts: at once, and also where the events are gone; what is being folded meanwhile is folded
 * once more after this.
 *
 * @returns rows changed
 */
export async function eraseFacts(
  trx: Kysely<Database>,
  accountId: string,
  person: ErasedFacts,
): Promise<number> {
  // The addresses first: rows are found by the name that goes afterwards.
  const orders = await eraseAddresses(trx, accountId, person);
  await renameSubject(trx, accountId, person);
  return orders + (await renamePerson(trx, accountId, person));
}

/** Who knows an address can work out its hash. */
async function eraseAddresses(
  trx: Kysely<Database>,
  accountId: string,
  { id, pseudonym, emails }: ErasedFacts,
): Promise<number> {
  const hashes = emails.map(emailHashOf).filter((hash) => hash !== null);
  const { numAffectedRows = 0n } = await sql`
    update orders set email_hash = null, customer_id = case
      when customer_id is null or customer_id = ${id} then ${pseudonym} else customer_id
    end
    where account_id = ${accountId} and email_hash is not null and (
      customer_id = ${id} or email_hash = any(${hashes}::text[]) or email_hash in (
        select email_hash from orders where account_id = ${accountId} and customer_id = ${id}
      )
    )
  `.execute(trx);
  return Number(numAffectedRows);
}

/** Rows of somebody who had the name before and was forgotten too give way: both are folded together. */
async function renameSubject(
  trx: Kysely<Database>,
  accountId: string,
  { id, pseudonym }: ErasedFacts,
): Promise<void> {
  const [subject, renamed] = [`contact/${id}`, `contact/${pseudonym}`];
  for (const table of factTableNames.filter((name) => factTables[name].kinds.includes("contact"))) {
    const target = sql.table(table);
    await sql`
      delete from ${target} where account_id = ${accountId} and subject = ${renamed}
        and exists (select from ${target} where account_id = ${accountId} and subject = ${subject})
    `.execute(trx);
    await sql`
      update ${target} set subject = ${renamed} where account_id = ${accountId} and subject = ${subject}
    `.execute(trx);
  }
}

/** In every table that names people, also in those that no fold fills. */
async function renamePerson(
  trx: Kysely<Database>,
  accountId: string,
  { id, pseudonym }: ErasedFacts,
): Promise<number> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column"
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = current_schema() and table_type = 'BASE TABLE'
      and column_name in ('customer_id', 'contact_id')
    order by table_name, column_name
  `.execute(trx);
  let changed = 0;
  for (const { table, column } of columns) {
    const { numAffectedRows = 0n } = await sql`
      update ${sql.table(table)} set ${sql.ref(column)} = ${pseudonym}
      where account_id = ${accountId} and ${sql.ref(column)} = ${id}
    `.execute(trx);
    changed += Number(numAffectedRows);
  }
  return changed;
}
