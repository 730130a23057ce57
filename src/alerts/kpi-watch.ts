import type { DeskConfig, Goal } from "../config/desk-config.ts";
import type { KpiAlert } from "../config/kpi-alert.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { goalBound, goalFor } from "../metrics/goal.ts";
import type { MetricDefinition } from "../metrics/metric-definition.ts";
import type { MetricQuery, Statistic } from "../metrics/metric-query.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import type { KpiRule } from "./kpi-alert-state.ts";

/** An alert on a KPI with all that was left out of it. */
export interface KpiWatch {
  readonly kind: "kpi";
  readonly alert: KpiAlert;
  readonly rule: KpiRule;
  readonly definition: MetricDefinition;
  /** Of durations. */
  readonly statistic: Statistic | undefined;
  readonly unit: MetricResult["unit"];
  readonly filters: MetricQuery["filters"];
  /** Nothing is there of nothing: a count of 0 is measured, a rate of nothing is not. */
  readonly isTally: boolean;
}

/** An alert on the silence of a source: what is measured are seconds of working time without an event of it. */
export interface SourceWatch {
  readonly kind: "source";
  readonly alert: KpiAlert;
  readonly rule: KpiRule;
  readonly source: string;
}

export type Watch = KpiWatch | SourceWatch;

/** Below that many a rate is chance. */
const FEW = 5;

/** @throws UsageError for a KPI that there is none of, Error where its goal is missing; both are refused with the file */
export function watchOf(config: Pick<DeskConfig, "goals">, alert: KpiAlert): Watch {
  const { source, silentFor = 0 } = alert;
  if (source !== undefined) {
    const bound = silentFor / 1000;
    const rule = { side: "reached", bound, clearsAt: bound, minimumSample: 0, forMs: 0 } as const;
    return { kind: "source", alert, rule, source };
  }
  const definition = findMetric(alert.kpi ?? "");
  const filters = filtersOf(alert);
  const isTally = isTallied(definition);
  const statistic = statisticOf(config, alert, definition);
  const unit = statistic === "within-goal" ? "percent" : definition.unit;
  const { side, bound } = boundOf(config, alert, unit, statistic);
  const { clearsAt, minimumSample = isTally ? 0 : FEW, for: forMs = 0 } = alert;
  return {
    kind: "kpi",
    alert,
    definition,
    statistic,
    unit,
    filters,
    isTally,
    rule: {
      side,
      bound,
      clearsAt: clearsAt === undefined ? defaultClearing(side, bound, unit) : inBase(clearsAt, unit),
      minimumSample,
      forMs,
    },
  };
}

/** What the alert is about: one that measures something else under the same id is another one. */
export function measuresOf({ kpi, source, stat, clock, currency, ...alert }: KpiAlert): string {
  return JSON.stringify({ kpi, source, stat, clock, currency, ...filtersOf(alert) });
}

export function filtersOf(alert: Partial<KpiAlert>): MetricQuery["filters"] {
  const { team, channel, agent, priority, tag, topic, product, segment } = alert;
  const all = { team, channel, agent, priority, tag, topic, product, segment };
  return Object.fromEntries(Object.entries(all).filter(([, values]) => values !== undefined));
}

function isTallied({ measurement, unit }: MetricDefinition): boolean {
  switch (measurement.kind) {
    case "simple":
    case "level":
      return (
        measurement.measure.aggregate.kind !== "duration" && measurement.measure.aggregate.kind !== "score"
      );
    case "ratio":
      return false;
    case "derived":
      return unit === "count";
    default:
      return measurement satisfies never;
  }
}

/** A goal is judged by the statistic it is set on. */
function statisticOf(
  { goals }: Pick<DeskConfig, "goals">,
  alert: KpiAlert,
  { unit }: MetricDefinition,
): Statistic | undefined {
  if (unit !== "duration") return undefined;
  const ofGoal = alert.goal === undefined ? undefined : goalIn(goals, alert)?.stat;
  return alert.stat ?? ofGoal ?? "mean";
}

function boundOf(
  config: Pick<DeskConfig, "goals">,
  alert: KpiAlert,
  unit: MetricResult["unit"],
  statistic: Statistic | undefined,
): Pick<KpiRule, "bound"> & { readonly side: "below" | "above" } {
  if (alert.below !== undefined) return { side: "below", bound: inBase(alert.below, unit) };
  if (alert.above !== undefined) return { side: "above", bound: inBase(alert.above, unit) };
  const goal = goalIn(config.goals, alert, statistic);
  if (!goal || !isGoalOf(goal, alert))
    throw new Error(`The alert ${alert.id} is for a goal that there is none of`);
  return { side: goal.atMost === undefined ? "below" : "above", bound: goalBound(goal, unit) };
}

/** The goal of the KPI in the scope of an alert, that on the statistic before others. */
export function goalIn(
  goals: DeskConfig["goals"],
  alert: KpiAlert,
  statistic: Statistic | undefined = alert.stat,
): Goal | undefined {
  return goalFor(goals, alert.kpi ?? "", filtersOf(alert), statistic);
}

/** Whether a goal is set on what the alert looks at, which is what the goal is set on where the alert does not say. */
export function isGoalOf({ stat = "mean" }: Goal, { stat: wanted }: KpiAlert): boolean {
  return wanted === undefined || stat === wanted;
}

/** Spans are configured in milliseconds, durations are measured in seconds. */
function inBase(bound: number, unit: MetricResult["unit"]): number {
  return unit === "duration" ? bound / 1000 : bound;
}

/**
 * A twentieth beyond the bound, but never where the KPI cannot come to: of a percentage no more than half way to 100, of a
 * score, whose scale is not known here, no more than a hundredth.
 */
function defaultClearing(side: "below" | "above", bound: number, unit: MetricResult["unit"]): number {
  const share = unit === "score" ? 0.01 : 0.05;
  const margin = Math.abs(bound) * share;
  if (side === "above") return bound - margin;
  return bound + (unit === "percent" ? Math.min(margin, Math.max(0, 100 - bound) / 2) : margin);
}
