import type { Comparison } from "../calendar/compared-period.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import { UsageError } from "../errors.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { checkQuery } from "../metrics/check-query.ts";
import type { Dimension, MetricQuery, Statistic } from "../metrics/metric-query.ts";
import { parseDimension } from "../metrics/parse-dimension.ts";
import { settingsOf } from "../metrics/settings-of.ts";
import { askedPeriod, type PeriodOptions } from "./asked-period.ts";

/** The options that filter by a dimension; each may be given several times. */
export const filterOptions = [
  "team",
  "agent",
  "channel",
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
] as const satisfies readonly Dimension[];

/** The options of `deskpulse kpi` as they were given. */
export interface KpiOptions extends PeriodOptions {
  readonly by?: readonly string[];
  readonly automatic?: "yes" | "no";
  readonly clock: "elapsed" | "business";
  readonly stat?: Statistic;
  readonly compare?: Comparison;
  readonly filters: Readonly<Partial<Record<(typeof filterOptions)[number], readonly string[]>>>;
}

/**
 * The question that a command line asks.
 *
 * @throws UsageError naming what is wrong and the nearest right word
 */
export function kpiRequest(
  ids: readonly string[],
  options: KpiOptions,
  desk: { readonly accountId: string; readonly config: DeskConfig; readonly now: Date },
): MetricQuery {
  const { config, now, accountId } = desk;
  const query: MetricQuery = {
    accountId,
    metrics: asked(ids, options.stat),
    period: askedPeriod(options, config, now),
    by: (options.by ?? []).map(parseDimension),
    filters: { ...options.filters, ...(options.automatic ? { automatic: [options.automatic] } : {}) },
    clock: options.clock,
    now,
    ...settingsOf(config),
    compare: options.compare ?? "previous",
  };
  checkQuery(query);
  return query;
}

/** A statistic is for the durations among the asked KPIs. */
function asked(ids: readonly string[], statistic: Statistic | undefined): MetricQuery["metrics"] {
  const definitions = [...new Set(ids)].map(findMetric);
  if (statistic && !definitions.some(({ unit }) => unit === "duration"))
    throw new UsageError(`--stat ${statistic} is for durations, and ${ids.join(", ")} has none.`);
  return definitions.map(({ id, unit }) => (statistic && unit === "duration" ? { id, statistic } : { id }));
}
