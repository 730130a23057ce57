import { type Kysely, sql } from "kysely";
import type { AlertEpisode } from "./alert-episodes.ts";
import type { Database } from "./tables.ts";

/** Whose alerts: all, or those of some teams and those that are assigned to an agent. */
type AlertsOf =
  | "all"
  | {
      readonly teams: readonly string[];
      readonly agent: string | null;
      /** Whose KPIs count too. */
      readonly ledTeams: readonly string[];
    };

/** Which alerts: any of the values of each. */
export interface OpenAlertFilters {
  readonly of: AlertsOf;
  readonly kind?: AlertEpisode["kind"];
  readonly conversations?: readonly string[];
  readonly teams?: readonly string[] | undefined;
  readonly agents?: readonly string[] | undefined;
}

/** Alerts that are not over, the oldest first: at most so many of them, and how many there are in all. */
export async function openAlerts(
  db: Kysely<Database>,
  accountId: string,
  { of, kind, conversations, teams, agents }: OpenAlertFilters,
  limit: number,
): Promise<{ readonly total: number; readonly alerts: readonly AlertEpisode[] }> {
  const whose =
    of === "all"
      ? sql``
      : sql`and case kind when 'kpi' then team_id = any(${of.ledTeams}::text[])
          else team_id = any(${of.teams}::text[]) or agent_id = ${of.agent}::text end`;
  const { rows } = await sql<AlertEpisode & { total: number }>`
    select *, count(*) over () as total from alert_episodes
    where account_id = ${accountId} and ended_at is null ${whose}
      ${kind ? sql`and kind = ${kind}` : sql``}
      ${teams ? sql`and team_id = any(${teams}::text[])` : sql``}
      ${agents ? sql`and agent_id = any(${agents}::text[])` : sql``}
      ${conversations ? sql`and conversation_id = any(${conversations}::text[])` : sql``}
    order by started_at, episode_id limit ${limit}
  `.execute(db);
  return { total: rows[0]?.total ?? 0, alerts: rows };
}
