import { closest } from "../closest.ts";
import { UsageError } from "../errors.ts";
import { alertMetrics } from "./kpis/alerts.ts";
import { automation } from "./kpis/automation.ts";
import { availabilityMetrics } from "./kpis/availability.ts";
import { backlog } from "./kpis/backlog.ts";
import { complaints } from "./kpis/complaints.ts";
import { contacting } from "./kpis/contacting.ts";
import { contactMetrics } from "./kpis/contacts.ts";
import { conversionMetrics } from "./kpis/conversions.ts";
import { costMetrics } from "./kpis/costs.ts";
import { effectiveness } from "./kpis/effectiveness.ts";
import { effectivityRating } from "./kpis/effectivity.ts";
import { firstContact } from "./kpis/first-contact.ts";
import { handleTime } from "./kpis/handle-time.ts";
import { handled } from "./kpis/handled.ts";
import { orderMetrics } from "./kpis/orders.ts";
import { paymentMetrics } from "./kpis/payments.ts";
import { satisfaction } from "./kpis/satisfaction.ts";
import { sentiments } from "./kpis/sentiments.ts";
import { sla } from "./kpis/sla.ts";
import { smileyRatings } from "./kpis/smileys.ts";
import { speed } from "./kpis/speed.ts";
import { subscriptionMetrics } from "./kpis/subscriptions.ts";
import { surveyRatings } from "./kpis/survey-ratings.ts";
import { surveyResponse } from "./kpis/survey-response.ts";
import { teamMetrics } from "./kpis/team.ts";
import { trafficMetrics } from "./kpis/traffic.ts";
import { volume } from "./kpis/volume.ts";
import { waiting } from "./kpis/waiting.ts";
import type { MetricDefinition } from "./metric-definition.ts";

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
  ...alertMetrics,
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
