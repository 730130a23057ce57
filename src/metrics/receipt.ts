import type { Kysely } from "kysely";
import type { Unit } from "../charts/unit.ts";
import { UsageError } from "../errors.ts";
import type { Database } from "../store/tables.ts";
import { checkQuery } from "./check-query.ts";
import { framesOf } from "./frame.ts";
import { leftOutOf } from "./left-out.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { MetricQuery, Statistic } from "./metric-query.ts";
import type { MetricResult } from "./metric-result.ts";
import { type AskedMetric, isMeasured } from "./plan.ts";
import { contextOf, queryMetrics } from "./query-metrics.ts";
import { type ReceiptPart, receiptParts } from "./receipt-parts.ts";

/** Why a number is what it is. Plain data, as JSON: instants are ISO 8601 texts, durations seconds, percents 0–100. */
export interface Receipt {
  readonly metric: string;
  readonly name: string;
  readonly definition: string;
  readonly unit: Unit;
  readonly direction: MetricDefinition["direction"];
  readonly statistic?: Statistic;
  /** The instant that puts a thing in the period. */
  readonly at: string;
  /** What has elapsed of it: [from, to). */
  readonly period: {
    readonly from: string;
    readonly to: string;
    readonly timezone: string;
    readonly name: string;
  };
  readonly clock: MetricQuery["clock"];
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** What a sample counts, for one and for many. */
  readonly sampleOf: readonly [one: string, many: string];
  /** One, or of money one a currency. */
  readonly values: readonly ReceiptValue[];
  /** What stands beside the number without being in it. */
  readonly notes: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** What the number is made of: one part, or several where it is worked out of several. */
  readonly parts: readonly ReceiptPart[];
}

type ReceiptValue = Pick<MetricResult, "value" | "sample" | "previous" | "change" | "verdict" | "goal"> & {
  readonly currency?: string;
};

/** What would have counted, and why it did not. */
export interface LeftOut {
  readonly why: string;
  readonly count: number;
}

export interface ReceiptOptions {
  /** How many rows of each part are told, the extreme ones first; default 20. */
  readonly limit?: number;
}

/**
 * The receipt of one value: of one KPI without a breakdown; a cell of one is asked for by its filters. Its rows are
 * read by the conditions that the number itself is computed by.
 *
 * @throws UsageError for several KPIs, for a breakdown, and as `queryMetrics` does
 */
export async function receiptOf(
  db: Kysely<Database>,
  query: MetricQuery,
  { limit = 20 }: ReceiptOptions = {},
): Promise<Receipt> {
  const asked = soleMetric(query);
  const { definition } = asked;
  const frames = framesOf(query);
  const results = await queryMetrics(db, { ...query, notes: "all" });
  const context = contextOf(query, frames);
  const { from, to, timezone, name } = frames.current.period;
  const parts = isMeasured(definition, query)
    ? await receiptParts(db, asked, frames.current, query, context, limit)
    : [];
  return {
    metric: definition.id,
    name: definition.name,
    definition: definition.definition,
    unit: results[0]?.unit ?? definition.unit,
    direction: results[0]?.direction ?? definition.direction,
    ...(definition.unit === "duration" ? { statistic: asked.statistic } : {}),
    at: definition.at,
    period: { from: from.toISOString(), to: to.toISOString(), timezone, name },
    clock: query.clock,
    filters: filtersOf(query),
    sampleOf: definition.sampleOf,
    values: results.map(receiptValue),
    notes: [...new Set(results.flatMap(({ notes }) => notes))],
    leftOut: await leftOutOf(db, definition, frames.current, query, context),
    parts,
  };
}

function soleMetric(query: MetricQuery): AskedMetric {
  const [asked, ...others] = checkQuery(query);
  if (!asked || others.length > 0) throw new UsageError("A receipt is of one KPI: ask for each alone.");
  if (query.by.length > 0)
    throw new UsageError(
      "A receipt is of one value: leave out the breakdown, and filter by the cell you mean.",
    );
  return asked;
}

function receiptValue({ value, sample, previous, change, verdict, goal, key }: MetricResult): ReceiptValue {
  const currency = key["currency"];
  return {
    ...(currency ? { currency } : {}),
    value,
    sample,
    previous,
    change,
    verdict,
    ...(goal ? { goal } : {}),
  };
}

function filtersOf({ filters }: MetricQuery): Receipt["filters"] {
  const given = Object.entries(filters).flatMap(([name, values]) =>
    values ? [[name, values] as const] : [],
  );
  return Object.fromEntries(given);
}
