import type { DeskConfig } from "../config/desk-config.ts";
import type { MetricQuery } from "./metric-query.ts";

/** What of a desk's configuration decides what its numbers are. */
export function settingsOf(
  config: DeskConfig,
): Required<Pick<MetricQuery, "reopenWindowMs" | "weekStartsOn" | "settings" | "goals">> {
  return {
    reopenWindowMs: config.reopenWindow,
    weekStartsOn: config.weekStartsOn,
    settings: {
      complaintTag: config.tags.complaint,
      fcrTag: config.tags.fcr,
      effectivenessThreshold: config.effectivenessThreshold,
    },
    goals: config.goals,
  };
}
