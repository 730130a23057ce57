import type { Goal } from "../config/desk-config.ts";
import type { MetricQuery, Statistic } from "./metric-query.ts";
import type { MetricResult } from "./metric-result.ts";
import { currencyOf, DEFAULT_LOCALE, formatValue, type Locale } from "./wording.ts";

export interface JudgedGoal {
  readonly state: "met" | "near" | "missed";
  readonly text: string;
}

/** Near is a goal missed by at most this share of its bound. */
const NEAR = 0.1;

type Scope = Pick<MetricQuery["filters"], "team" | "channel">;

/**
 * The goal that a KPI has in a scope: that of its team and channel before that of one of them before the desk's; of two
 * that are as specific the one for the asked statistic, else the first.
 */
export function goalFor(
  goals: readonly Goal[],
  metric: string,
  scope: Scope,
  statistic?: Statistic,
): Goal | undefined {
  const isAsked = (goal: Goal) => Number((goal.stat ?? "mean") === statistic);
  return goals
    .filter(
      (goal) =>
        goal.kpi === metric && isWithin(goal.team, scope.team) && isWithin(goal.channel, scope.channel),
    )
    .sort((a, b) => specificity(b) - specificity(a) || isAsked(b) - isAsked(a))[0];
}

/** A goal of one team says nothing of several. */
function isWithin(wanted: string | undefined, values: readonly string[] | undefined): boolean {
  return wanted === undefined || (values?.length === 1 && values[0] === wanted);
}

function specificity(goal: Goal): number {
  return Number(goal.team !== undefined) + Number(goal.channel !== undefined);
}

/**
 * Whether a value meets its goal; undefined without a goal, without data, and for another statistic than the goal's.
 *
 * @param scope the filters the value was asked with; its own team and channel stand before them
 */
export function judgeGoal(
  goals: readonly Goal[],
  result: Pick<MetricResult, "metric" | "unit" | "key" | "value" | "statistic">,
  scope: Scope,
  locale: Locale = DEFAULT_LOCALE,
): JudgedGoal | undefined {
  const { metric, unit, key, value } = result;
  const statistic = result.statistic ?? "mean";
  const goal = goalFor(goals, metric, scopeOf(key, scope), statistic);
  if (!goal || value === null || (goal.stat ?? "mean") !== statistic) return undefined;
  const isUpperBound = goal.atMost !== undefined;
  const bound = goalBound(goal, unit);
  const excess = isUpperBound ? value - bound : bound - value;
  const state = excess <= 0 ? "met" : excess <= Math.abs(bound) * NEAR ? "near" : "missed";
  const words = { met: "met", near: "nearly met", missed: "missed" }[state];
  return {
    state,
    text: `goal of at ${isUpperBound ? "most" : "least"} ${formatValue(unit, bound, { ...currencyOf(key), locale })} ${words}`,
  };
}

/** A cell's own team and channel stand before those that were asked for. */
function scopeOf(key: MetricResult["key"], scope: Scope): Scope {
  return { ...scope, ...own("team", key), ...own("channel", key) };
}

function own(dimension: "team" | "channel", key: MetricResult["key"]): Scope {
  const value = key[dimension];
  return value === undefined ? {} : { [dimension]: value === null ? [] : [value] };
}

/** The bound in the unit's base. Spans are configured in milliseconds. */
export function goalBound(goal: Goal, unit: MetricResult["unit"]): number {
  const bound = goal.atMost ?? goal.atLeast ?? 0;
  return unit === "duration" ? bound / 1000 : bound;
}

/** Every bound that times of a KPI are held against, in milliseconds. */
export function boundsOf(goals: readonly Goal[], metric: string): readonly number[] {
  return goals.flatMap(({ kpi, atMost }) => (kpi === metric && atMost !== undefined ? [atMost] : []));
}

/** The bound that the times of a cell are held against, in milliseconds; undefined where no goal is for it. */
export function boundFor(
  goals: readonly Goal[],
  metric: string,
  key: MetricResult["key"],
  scope: Scope,
): number | undefined {
  return goalFor(
    goals.filter(({ atMost }) => atMost !== undefined),
    metric,
    scopeOf(key, scope),
  )?.atMost;
}
