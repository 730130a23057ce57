import type { Comparison } from "../calendar/compared-period.ts";
import type { Period } from "../calendar/period.ts";
import type { Weekday } from "../calendar/weekday.ts";
import type { Goal } from "../config/desk-config.ts";
import type { MetricSettings } from "./measure.ts";

export const dimensions = [
  "channel",
  "team",
  "agent",
  "priority",
  "tag",
  "topic",
  "product",
  "segment",
  "initiated-by",
  "status",
  "sentiment",
  "network",
  "kind",
  "target",
  "policy",
  "currency",
  "hour",
  "day",
  "week",
  "month",
  "hour-of-day",
  "weekday",
] as const;
export type Dimension = (typeof dimensions)[number];

export const statistics = ["mean", "median", "p90", "p95", "within-goal"] as const;
/** How a duration KPI is summed up; mean is the headline. Within goal is the share of the times that keep its goal's bound. */
export type Statistic = (typeof statistics)[number];

export interface MetricQuery {
  readonly accountId: string;
  readonly metrics: readonly { readonly id: string; readonly statistic?: Statistic }[];
  readonly period: Period;
  readonly by: readonly Dimension[];
  /** Any of the values; dimensions among each other are "and". */
  readonly filters: Readonly<Partial<Record<Dimension | "automatic", readonly string[] | undefined>>>;
  readonly clock: "elapsed" | "business";
  /** What counts as now: running periods, provisional episodes, waiting turns. */
  readonly now: Date;
  readonly reopenWindowMs: number;
  readonly weekStartsOn: Weekday;
  /** Which asides are worked out; brief leaves out those that only explain. Default all. */
  readonly notes?: "all" | "brief" | "none";
  /** Left out: `defaultSettings`. */
  readonly settings?: MetricSettings;
  /** What the values are compared with; left out: the period before. */
  readonly compare?: Comparison;
  /** Results carry how they keep these. */
  readonly goals?: readonly Goal[];
}
