import { type Kysely, type Selectable, sql } from "kysely";
import { CHANGED_CHANNEL } from "./event-log.ts";
import type { PersonTable } from "./people-table-types.ts";
import type { Database } from "./tables.ts";

/** An entry of `people` in deskpulse.yaml, as far as facts need it. */
export interface ListedPerson {
  readonly email: string;
  readonly agent?: string | undefined;
  readonly name?: string | undefined;
  /** Of several the first counts for facts. */
  readonly team?: string | readonly string[] | undefined;
}

type Row = Omit<Selectable<PersonTable>, "account_id">;

/**
 * Makes the people of deskpulse.yaml those that facts know of: who has no team by any event gets theirs, once the
 * projector has come to it. Costs one small question where nothing has changed.
 *
 * @returns how many people were added, changed or removed
 */
export async function applyPeople(
  db: Kysely<Database>,
  accountId: string,
  people: readonly ListedPerson[],
): Promise<number> {
  const wanted = people.map(rowOf);
  if (differences(await storedPeople(db, accountId), wanted).length === 0) return 0;
  return await db.transaction().execute(async (trx) => {
    // Two processes that start together apply one after the other.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`people/${accountId}`}, 0))`.execute(trx);
    const changed = differences(await storedPeople(trx, accountId), wanted);
    if (changed.length > 0) await replacePeople(trx, accountId, changed, wanted);
    return new Set(changed.map((row) => row.email)).size;
  });
}

async function replacePeople(
  trx: Kysely<Database>,
  accountId: string,
  changed: readonly Row[],
  wanted: readonly Row[],
): Promise<void> {
  const emails = changed.map((row) => row.email);
  await trx.deleteFrom("people").where("account_id", "=", accountId).where("email", "in", emails).execute();
  const fresh = wanted.filter((row) => emails.includes(row.email));
  if (fresh.length > 0) {
    await trx
      .insertInto("people")
      .values(fresh.map((row) => ({ account_id: accountId, ...row })))
      .execute();
  }
  await foldAgain(trx, accountId, changed);
}

/** Puts the agents concerned into the projector's queue. */
async function foldAgain(trx: Kysely<Database>, accountId: string, changed: readonly Row[]): Promise<void> {
  const agents = changed.flatMap((row) => row.agent_id ?? []);
  const emails = changed.map((row) => row.email);
  await sql`
    insert into changed_subjects (account_id, subject_kind, subject_id)
    select ${accountId}::text, 'agent', agent_id from (
      select unnest(${agents}::text[]) as agent_id
      union
      select agent_id from agents where account_id = ${accountId} and lower(email) = any(${emails}::text[])
    ) as concerned
  `.execute(trx);
  await sql`select pg_notify(${CHANGED_CHANNEL}, ${accountId})`.execute(trx);
}

async function storedPeople(db: Kysely<Database>, accountId: string): Promise<readonly Row[]> {
  return await db
    .selectFrom("people")
    .select(["email", "agent_id", "name", "team_id"])
    .where("account_id", "=", accountId)
    .execute();
}

/** The rows of one side that the other does not have, of both sides. */
function differences(stored: readonly Row[], wanted: readonly Row[]): readonly Row[] {
  const [old, fresh] = [new Set(stored.map(keyOf)), new Set(wanted.map(keyOf))];
  return [...stored.filter((row) => !fresh.has(keyOf(row))), ...wanted.filter((row) => !old.has(keyOf(row)))];
}

function keyOf({ email, agent_id, name, team_id }: Row): string {
  return JSON.stringify([email, agent_id, name, team_id]);
}

function rowOf({ email, agent, name, team }: ListedPerson): Row {
  const first = typeof team === "string" ? team : team?.[0];
  return {
    email: email.trim().toLowerCase(),
    agent_id: agent ?? null,
    name: name ?? null,
    team_id: first ?? null,
  };
}
