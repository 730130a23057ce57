import { type Kysely, sql } from "kysely";
import type { KpiEpisode } from "./alert-episodes.ts";
import type { Database } from "./tables.ts";

export interface NewKpiEpisode {
  readonly alertId: string;
  /** The only one it is about; null where there are several, or all. */
  readonly team: string | null;
  readonly told: object;
  readonly heldSince: Date;
  readonly firedAt: Date;
  /** Later than it fired where that was in quiet hours: until then it is held. */
  readonly toldAt: Date;
  readonly heldUntil: Date | null;
  readonly escalateAt: Date | null;
}

/** Opens the episode of a KPI alert that fires. */
export async function openKpiEpisode(
  trx: Kysely<Database>,
  accountId: string,
  opened: NewKpiEpisode,
): Promise<KpiEpisode> {
  const episode = await trx
    .insertInto("alert_episodes")
    .values({
      account_id: accountId,
      kind: "kpi",
      kpi_alert: opened.alertId,
      team_id: opened.team,
      told: JSON.stringify(opened.told),
      state: "firing",
      started_at: opened.heldSince,
      breached_at: opened.firedAt,
      told_at: opened.toldAt,
      first_told_at: opened.heldUntil === null ? opened.toldAt : null,
      held_until: opened.heldUntil,
      escalate_at: opened.escalateAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return episode as KpiEpisode;
}

/** Claims open episodes of KPIs of which a time has come: the end of a promise or of quiet hours, the next escalation. */
export async function claimKpiEpisodes(
  trx: Kysely<Database>,
  accountId: string,
  now: Date,
  limit: number,
): Promise<readonly KpiEpisode[]> {
  const { rows } = await sql<KpiEpisode>`
    select * from alert_episodes
    where account_id = ${accountId} and kind = 'kpi' and ended_at is null and (
      held_until <= ${now} or (held_until is null and least(acknowledged_until, escalate_at) <= ${now})
    )
    order by episode_id limit ${limit} for update skip locked
  `.execute(trx);
  return rows;
}
