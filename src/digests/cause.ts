import type { Kysely } from "kysely";
import { findMetric } from "../metrics/catalogue.ts";
import type { Dimension } from "../metrics/metric-query.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { queryMetrics } from "../metrics/query-metrics.ts";
import type { Database } from "../store/tables.ts";
import { askedMetric, type DigestRequest, digestPeriod, digestQuery } from "./digest-request.ts";
import { effectSize } from "./effect-size.ts";

/** Where a change may come from, the most telling first. */
const SUSPECTS: readonly Dimension[] = ["topic", "channel", "team", "product"];

/** The cell of a breakdown in which a change stands out. */
export interface Cause {
  readonly dimension: Dimension;
  readonly value: string;
  readonly result: MetricResult;
}

/** A cell stands out when it moved so much further than the next one; else the change is everywhere. */
const OUTSTANDING = 1.1;

/**
 * Where a change stands out: the cell, over the dimensions a lead can act on, that moved significantly in the same
 * direction, at least as far as the whole, and further than the other cells of its dimension.
 */
export async function findCause(
  db: Kysely<Database>,
  request: DigestRequest,
  change: MetricResult,
): Promise<Cause | undefined> {
  const definition = findMetric(change.metric);
  const period = digestPeriod(request, request.digest.period);
  const suspects = SUSPECTS.filter((dimension) => definition.dimensions.includes(dimension));
  const causes: Cause[] = [];
  for (const dimension of suspects) {
    const metrics = [askedMetric(request, change.metric)];
    const cells = await queryMetrics(db, digestQuery(request, { metrics, period, by: [dimension] }));
    const cause = outstanding(dimension, cells, change);
    if (cause) causes.push(cause);
  }
  return causes.sort((a, b) => weight(b.result) - weight(a.result))[0];
}

function outstanding(
  dimension: Dimension,
  cells: readonly MetricResult[],
  whole: MetricResult,
): Cause | undefined {
  const alike = cells
    .filter((cell) => isAlike(cell, whole) && shareOf(cell, whole) >= LEAST_SHARE)
    .sort((a, b) => weight(b) - weight(a));
  const [first, second] = alike;
  const value = first?.key[dimension] ?? null;
  if (!first || value === null || cells.length < 2) return undefined;
  if (weight(first) < effectSize(whole)) return undefined;
  if (second && weight(first) < weight(second) * OUTSTANDING) return undefined;
  return { dimension, value, result: first };
}

/**
 * A cell that moved as the whole did. What is counted may come from nothing: too few before to call it better or worse,
 * but enough to say where the change is.
 */
function isAlike(cell: MetricResult, whole: MetricResult): boolean {
  if (cell.verdict === whole.verdict) return true;
  return cell.unit === "count" && cell.verdict === "too-few" && changeOf(cell) * changeOf(whole) > 0;
}

/** Below this share of the whole a cell cannot be where its change comes from. */
const LEAST_SHARE = 0.2;

/** How much of the whole a cell makes: of its change, where things are counted; of its sample, where they are averaged. */
function shareOf(cell: MetricResult, whole: MetricResult): number {
  if (cell.unit === "count" || cell.unit === "money") return changeOf(cell) / changeOf(whole);
  return Math.max(cell.sample / whole.sample, cell.previous.sample / whole.previous.sample);
}

function changeOf({ value, previous }: MetricResult): number {
  return (value ?? 0) - (previous.value ?? 0);
}

/** A large change of few is less of a cause than a somewhat smaller one of many. */
function weight(result: MetricResult): number {
  return effectSize(result) * Math.min(1, Math.sqrt((result.sample + result.previous.sample) / 40));
}
