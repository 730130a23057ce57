import { closest } from "../closest.ts";
import { UsageError } from "../errors.ts";
import { automation } from "./automation.ts";
import { availabilityMetrics } from "./availability.ts";
import { backlog } from "./backlog.ts";
import { complaints } from "./complaints.ts";
import { contacting } from "./contacting.ts";
import { contactMetrics } from "./contacts.ts";
import { conversionMetrics } from "./conversions.ts";
import { costMetrics } from "./costs.ts";
import { effectiveness } from "./effectiveness.ts";
import { effectivityRating } from "./effectivity.ts";
import { firstContact } from "./first-contact.ts";
import { handleTime } from "./handle-time.ts";
import { handled } from "./handled.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import { orderMetrics } from "./orders.ts";
import { paymentMetrics } from "./payments.ts";
import { satisfaction } from "./satisfaction.ts";
import { sentiments } from "./sentiments.ts";
import { sla } from "./sla.ts";
import { smileyRatings } from "./smileys.ts";
import { speed } from "./speed.ts";
import { subscriptionMetrics } from "./subscriptions.ts";
import { surveyRatings } from "./survey-ratings.ts";
import { surveyResponse } from "./survey-response.ts";
import { teamMetrics } from "./team.ts";
import { trafficMetrics } from "./traffic.ts";
import { volume } from "./volume.ts";
import { waiting } from "./waiting.ts";

/** Every KPI, family by family. */
export const catalogue: readonly MetricDefinition[] = [
  ...volume,
  ...handled,
  ...backlog,
  ...contacting,
  ...complaints,
  ...speed,
  ...waiting,
  ...sla,
  ...handleTime,
  ...effectiveness,
  ...firstContact,
  ...effectivityRating,
  ...satisfaction,
  ...smileyRatings,
  ...surveyRatings,
  ...sentiments,
  ...surveyResponse,
  ...automation,
  ...contactMetrics,
  ...orderMetrics,
  ...conversionMetrics,
  ...costMetrics,
  ...paymentMetrics,
  ...subscriptionMetrics,
  ...availabilityMetrics,
  ...trafficMetrics,
  ...teamMetrics,
];

const byId = new Map(catalogue.map((definition) => [definition.id, definition]));

/** @throws UsageError naming the nearest KPI */
export function findMetric(id: string): MetricDefinition {
  const found = byId.get(id) ?? byId.get(id.trim().toLowerCase());
  if (found) return found;
  const near = closest(id, [...byId.keys()]);
  const hint = near ? `did you mean ${near}?` : "`deskpulse kpis` lists them all.";
  throw new UsageError(`${JSON.stringify(id)} is not a KPI: ${hint}`);
}
