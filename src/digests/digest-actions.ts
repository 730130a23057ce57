import type { Period } from "../calendar/period.ts";
import { zoned } from "../calendar/zoned.ts";
import type { Digest } from "../config/desk-config.ts";
import { quotedWord } from "../messages/quoted-word.ts";
import type { Action, Actions } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { effectSize } from "./effect-size.ts";

/** As many as the answer shows side by side. */
const MOST_COMPARED = 6;

/** What leads from a digest to the causes of its numbers, as the lines that could be typed instead. */
export interface DigestDrill {
  /** What a tap on a KPI's tile asks. */
  readonly tile: (metric: string) => string;
  readonly actions: Actions;
}

/**
 * The lines name the digest's own dates and zone: tapped days later they still ask about what the digest told.
 *
 * @param results what the digest tells, by its KPIs
 */
export function digestDrill(digest: Digest, period: Period, results: readonly MetricResult[]): DigestDrill {
  const rest = `${periodWords(period)} ${scopeWords(digest, period.timezone)}`;
  const has = (metric: string, dimension: "channel" | "agent") =>
    findMetric(metric).dimensions.includes(dimension);
  const tile = (metric: string) => `kpi ${metric}${has(metric, "channel") ? " by channel" : ""} ${rest}`;
  const metrics = [...new Set(results.map(({ metric }) => metric))];
  const suspect = mostChanged(results.filter(({ metric }) => has(metric, "agent")));
  const choices = (command: (metric: string) => string) =>
    metrics.map((metric) => ({ label: findMetric(metric).name, command: command(metric) }));
  const actions: Action[] = [
    { label: "Look closer at …", options: choices(tile) },
    {
      label: "Compare with last year",
      command: `kpi ${metrics.slice(0, MOST_COMPARED).join(" ")} vs last year ${rest}`,
    },
    ...(suspect ? [{ label: "Who is behind this?", command: `kpi ${suspect.metric} by agent ${rest}` }] : []),
    { label: "Why this number?", opens: "modal", options: choices((metric) => `why ${metric} ${rest}`) },
    { label: "Mute here …", options: choices((metric) => `digest mute ${digest.id} ${metric}`) },
  ];
  return { tile, actions: { type: "actions", actions } };
}

function mostChanged(results: readonly MetricResult[]): MetricResult | undefined {
  const isWorse = (result: MetricResult) => Number(result.verdict === "worse");
  return results.toSorted((a, b) => isWorse(b) - isWorse(a) || effectSize(b) - effectSize(a))[0];
}

/** The period by its dates, or by its instants where it is not of whole days. */
function periodWords({ from, to, timezone, step }: Period): string {
  if (step === "elapsed") return `${from.toISOString()}..${to.toISOString()}`;
  const day = (instant: Date) => zoned(instant, timezone).toPlainDate().toString();
  return `${day(from)}..${day(new Date(to.getTime() - 1))}`;
}

function scopeWords({ scope }: Digest, timezone: string): string {
  const filters = scope === "all" ? [] : Object.entries(scope);
  return [
    ...filters.flatMap(([key, values]) => (values ? [`${key}:${values.map(quotedWord).join(",")}`] : [])),
    `zone:${quotedWord(timezone)}`,
  ].join(" ");
}
