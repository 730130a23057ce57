import { type Kysely, type Selectable, sql, type Updateable } from "kysely";
import type { KpiAlertStateTable } from "./kpi-alert-table-types.ts";
import type { Database } from "./tables.ts";

export type KpiAlertState = Selectable<KpiAlertStateTable>;

/** An alert of the configuration, and what it is about. */
export interface WatchedAlert {
  readonly id: string;
  readonly measures: string;
}

/** Remembers alerts that were not known, to be looked at at once. */
export async function rememberAlerts(
  db: Kysely<Database>,
  accountId: string,
  alerts: readonly WatchedAlert[],
  now: Date,
): Promise<void> {
  await sql`
    insert into kpi_alert_states (account_id, alert_id, measures, known_since, next_look_at)
    select ${accountId}, id, measures, ${now}::timestamptz, ${now}::timestamptz
    from ${listed(alerts)}
    where not exists (select from kpi_alert_states where account_id = ${accountId} and alert_id = w.id)
    on conflict do nothing
  `.execute(db);
}

/** Claims one alert that is to be looked at, until the transaction ends; what another one has claimed is left to it. */
export async function claimAlert(
  trx: Kysely<Database>,
  accountId: string,
  alerts: readonly WatchedAlert[],
  now: Date,
): Promise<KpiAlertState | undefined> {
  const { rows } = await sql<KpiAlertState>`
    select s.* from kpi_alert_states as s join ${listed(alerts)} on w.id = s.alert_id and w.measures = s.measures
    where s.account_id = ${accountId} and s.next_look_at <= ${now}
    order by s.next_look_at, s.alert_id limit 1 for update of s skip locked
  `.execute(trx);
  return rows[0];
}

/**
 * Forgets alerts that nobody watches any more, or that are about something else now: nobody has looked at them since,
 * another process with another configuration neither.
 */
export async function forgetOthers(
  trx: Kysely<Database>,
  accountId: string,
  alerts: readonly WatchedAlert[],
  since: Date,
): Promise<readonly KpiAlertState[]> {
  const { rows } = await sql<KpiAlertState>`
    delete from kpi_alert_states where account_id = ${accountId} and alert_id in (
      select s.alert_id from kpi_alert_states as s
      where s.account_id = ${accountId} and coalesce(s.looked_at, s.known_since) < ${since}
        and not exists (select from ${listed(alerts)} where w.id = s.alert_id and w.measures = s.measures)
      for update skip locked
    ) returning *
  `.execute(trx);
  return rows;
}

export async function changeAlertState(
  trx: Kysely<Database>,
  { account_id, alert_id }: KpiAlertState,
  change: Updateable<KpiAlertStateTable>,
): Promise<void> {
  await trx
    .updateTable("kpi_alert_states")
    .set(change)
    .where("account_id", "=", account_id)
    .where("alert_id", "=", alert_id)
    .execute();
}

/** By the alerts' names. */
export async function alertStates(
  db: Kysely<Database>,
  accountId: string,
): Promise<readonly KpiAlertState[]> {
  return await db
    .selectFrom("kpi_alert_states")
    .selectAll()
    .where("account_id", "=", accountId)
    .orderBy("alert_id")
    .execute();
}

function listed(alerts: readonly WatchedAlert[]) {
  const [ids, measures] = [alerts.map(({ id }) => id), alerts.map((alert) => alert.measures)];
  return sql`unnest(${ids}::text[], ${measures}::text[]) as w (id, measures)`;
}
