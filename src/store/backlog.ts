import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** What an account's processes have not got to yet. */
export interface Backlog {
  readonly changedSubjects: number;
  /** Age of the oldest changed subject, 0 for none. */
  readonly lagSeconds: number;
  readonly unsettled: readonly {
    readonly platform: string;
    readonly state: string;
    readonly count: number;
  }[];
  /** How long the oldest unsettled delivery is due, 0 for none. */
  readonly overdueSeconds: number;
  readonly digestsWaiting: number;
  readonly targetsPaused: number;
  /** Subjects that something came for after their events were dropped. */
  readonly changesAfterRetention: number;
}

/** As the database's clock has it. */
export async function backlog(db: Kysely<Database>, accountId: string): Promise<Backlog> {
  const { rows } = await sql<Omit<Backlog, "unsettled">>`
    select
      (select count(*) from changed_subjects where account_id = ${accountId}) as "changedSubjects",
      coalesce((
        select greatest(0, extract(epoch from now() - changed_at)::double precision) from changed_subjects
        where account_id = ${accountId} order by id limit 1
      ), 0) as "lagSeconds",
      coalesce((
        select greatest(0, extract(epoch from now() - min(due_at))::double precision) from deliveries
        where account_id = ${accountId} and state in ('planned', 'sending')
      ), 0) as "overdueSeconds",
      (select count(*) from digest_occurrences
        where account_id = ${accountId} and state = 'claimed') as "digestsWaiting",
      (select count(*) from paused_targets where account_id = ${accountId}) as "targetsPaused",
      (select count(*) from dropped_subjects
        where account_id = ${accountId} and changed_at is not null) as "changesAfterRetention"
  `.execute(db);
  const [found] = rows;
  if (!found) throw new Error("A query without a where answered nothing");
  const { rows: unsettled } = await sql<Backlog["unsettled"][number]>`
    select platform, state, count(*) as count from deliveries
    where account_id = ${accountId} and state in ('planned', 'sending')
    group by platform, state order by platform, state
  `.execute(db);
  return { ...found, unsettled };
}
