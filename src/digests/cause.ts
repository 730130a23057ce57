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

/**
 * Where a change stands out: the cell, over the dimensions a lead can act on, that moved significantly in the same
 * direction and furthest beyond the whole. Nothing where no cell moved more than the whole did.
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
    const cells = await queryMetrics(
      db,
      digestQuery(request, { metrics: [askedMetric(request, change.metric)], period, by: [dimension] }),
    );
    const telling = cells.length > 1 ? cells : [];
    for (const result of telling) {
      const value = result.key[dimension] ?? null;
      if (value !== null && isAlike(result, change)) causes.push({ dimension, value, result });
    }
  }
  return causes
    .filter((cause) => weight(cause.result) > effectSize(change))
    .sort((a, b) => weight(b.result) - weight(a.result))[0];
}

function isAlike(cell: MetricResult, whole: MetricResult): boolean {
  return cell.verdict === whole.verdict;
}

/** A large change of few is less of a cause than a somewhat smaller one of many. */
function weight(result: MetricResult): number {
  return effectSize(result) * Math.min(1, Math.sqrt((result.sample + result.previous.sample) / 40));
}
