import type { Kysely } from "kysely";
import type { DeskConfig } from "../config/desk-config.ts";
import type { Report } from "../messages/report.ts";
import type { AlertEpisode } from "../store/alert-episodes.ts";
import type { Database } from "../store/tables.ts";
import { type AlertReading, alertReport } from "./alert-report.ts";
import { kpiAlertReport } from "./kpi-alert-report.ts";
import { namesOfAddresses } from "./names-of-addresses.ts";
import { readAlert } from "./read-alert.ts";

type Told = Pick<DeskConfig, "helpDeskUrl" | "teams" | "people">;

/** The living message of an episode as it is now, of whichever kind it is. */
export async function episodeReport(
  db: Kysely<Database>,
  config: Told,
  episode: AlertEpisode,
  reading: AlertReading,
): Promise<Report> {
  const escalatedTo = await namesOfAddresses(db, episode.account_id, config, episode.escalated_to);
  if (episode.kind === "kpi") return kpiAlertReport(episode, escalatedTo, reading);
  const alert = await readAlert(db, config, episode, reading.now);
  return alertReport({ ...alert, escalatedTo }, reading);
}
