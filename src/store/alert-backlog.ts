import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** How alerts stand, whichever process looks after them. */
export interface AlertBacklog {
  readonly open: readonly { readonly kind: string; readonly state: string; readonly count: number }[];
  /** Open ones that nobody is told of before quiet hours end. */
  readonly heldBack: number;
  /** Messages that say what is not so any more, since the platform did not take the edit. */
  readonly failingEdits: readonly { readonly platform: string; readonly count: number }[];
  /** Until then all moments of clocks were looked for; null where nobody is to be told of any. */
  readonly scannedUntil: Date | null;
  /** How long the alert on a KPI was not looked at that waits the longest; null where there is none. */
  readonly oldestLookSeconds: number | null;
}

/** As the database's clock has it. */
export async function alertBacklog(db: Kysely<Database>, accountId: string): Promise<AlertBacklog> {
  const { rows } = await sql<Pick<AlertBacklog, "heldBack" | "scannedUntil" | "oldestLookSeconds">>`
    select
      (select count(*) from alert_episodes
        where account_id = ${accountId} and ended_at is null and held_until is not null) as "heldBack",
      (select min(scanned_until) from alert_watches where account_id = ${accountId}) as "scannedUntil",
      (select extract(epoch from now() - min(coalesce(looked_at, known_since)))::double precision
        from kpi_alert_states where account_id = ${accountId}) as "oldestLookSeconds"
  `.execute(db);
  const [found] = rows;
  if (!found) throw new Error("A query without a where answered nothing");
  const { rows: open } = await sql<AlertBacklog["open"][number]>`
    select kind, state, count(*) as count from alert_episodes
    where account_id = ${accountId} and ended_at is null
    group by kind, state order by kind, state
  `.execute(db);
  const { rows: failingEdits } = await sql<AlertBacklog["failingEdits"][number]>`
    select platform, count(*) as count from (
      select p.platform from alert_episodes as e
      join alert_posts as p on p.account_id = e.account_id and p.episode_id = e.episode_id
      where e.account_id = ${accountId} and not e.is_settled and p.failed_updates > 0
      union all
      select platform from alert_storms
      where account_id = ${accountId} and settled_at is null and failed_updates > 0
    ) as failing
    group by platform order by platform
  `.execute(db);
  return { ...found, open, failingEdits };
}
