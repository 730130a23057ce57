import { type Kysely, sql } from "kysely";

/** A moment tells itself what it is of, so that its clock is read only where somebody is to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  "alter table sla_moments add column target text, add column of_no integer, add column policy text",
  `update sla_moments as m set target = c.kind, of_no = c.of_no, policy = c.policy
    from sla_clocks as c where c.account_id = m.account_id and c.subject = m.subject and c.no = m.clock_no`,
  // Each is written together with its clock.
  "delete from sla_moments where target is null",
  `alter table sla_moments alter column target set not null, alter column of_no set not null,
    alter column policy set not null`,
];
