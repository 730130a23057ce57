import type { Period } from "../calendar/period.ts";
import type { Weekday } from "../calendar/weekday.ts";

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
  "hour",
  "day",
  "week",
  "month",
  "hour-of-day",
  "weekday",
] as const;
export type Dimension = (typeof dimensions)[number];

export const statistics = ["mean", "median", "p90", "p95"] as const;
/** How a duration KPI is summed up; mean is the headline. */
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
}
