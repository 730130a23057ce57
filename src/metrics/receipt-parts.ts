import type { Kysely } from "kysely";
import type { Database } from "../store/tables.ts";
import type { Frame } from "./frame.ts";
import type { Measure } from "./measure.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { MetricQuery } from "./metric-query.ts";
import { type AskedMetric, acrossOf, measuresOf } from "./plan.ts";
import { besidesStatement, receiptRow, receiptStatement } from "./receipt-rows.ts";
import type { StatementContext } from "./statement.ts";

/** The rows that one measure of a number is taken of. */
export interface ReceiptPart {
  /** The measure, in words: "first response", "conversations opened". */
  readonly measure: string;
  /** How its rows make it: how many there are, how many different ones, their sum, or their values. */
  readonly summedUp: "count" | "distinct" | "sum" | "values";
  /** Where its rows are a share's whole: the measure that those with `isHit` count for. */
  readonly hits?: string;
  /** Of all rows, not only of those told. */
  readonly total: number;
  /** The extreme ones first: longest waits, lowest ratings, largest amounts, those that count against a share; else the newest. */
  readonly rows: readonly ReceiptRow[];
}

/** A conversation, an order, a contact or whatever else stands behind a number. */
export interface ReceiptRow {
  /** "conversation", "order", "contact", …; "event" for what belongs to none. */
  readonly kind: string;
  readonly id: string;
  /** The instant that it counts at; of a level since when it has been in force; of different things the last one. */
  readonly at: string;
  /** What it adds: seconds, points, an amount; null for what is only counted. */
  readonly value: number | null;
  readonly currency?: string;
  readonly agent?: string;
  readonly channel?: string;
  readonly isHit?: boolean;
}

/** Of each measure the rows it is taken of; a share over rows of its own whole is one part. */
export async function receiptParts(
  db: Kysely<Database>,
  { definition }: AskedMetric,
  frame: Frame,
  query: MetricQuery,
  context: StatementContext,
  limit: number,
): Promise<readonly ReceiptPart[]> {
  const parts: ReceiptPart[] = [];
  const isWithin = (numerator: Measure, denominator: Measure) =>
    isShare(db, [numerator, denominator], frame, query, context);
  for (const { measure, hits } of await wantedParts(definition, isWithin)) {
    const asked = { measure, hits, direction: definition.direction, limit };
    const statement = receiptStatement(asked, frame, query, context);
    const { rows } = await statement.execute(db);
    const fields = rows.map((row) => Object.fromEntries(Object.entries(row ?? {})));
    parts.push({
      measure: measure.id.replaceAll("_", " "),
      summedUp: summedUp(measure),
      ...(hits ? { hits: hits.id.replaceAll("_", " ") } : {}),
      total: Number(fields[0]?.["total"] ?? 0),
      rows: fields.map((row) => receiptRow(measure, row)),
    });
  }
  return parts;
}

interface WantedPart {
  readonly measure: Measure;
  readonly hits?: Measure;
}

async function wantedParts(
  definition: MetricDefinition,
  isWithin: (numerator: Measure, denominator: Measure) => Promise<boolean>,
): Promise<readonly WantedPart[]> {
  const { measurement } = definition;
  if (measurement.kind !== "ratio") return measuresOf(definition).map((measure) => ({ measure }));
  const { numerator, denominator } = measurement;
  if (await isWithin(numerator, denominator)) return [{ measure: denominator, hits: numerator }];
  return [{ measure: numerator }, { measure: denominator }];
}

/** Whether a ratio counts some of the rows of its whole, and none besides. */
async function isShare(
  db: Kysely<Database>,
  [numerator, denominator]: readonly [Measure, Measure],
  frame: Frame,
  query: MetricQuery,
  context: StatementContext,
): Promise<boolean> {
  const areCounts = numerator.aggregate.kind === "count" && denominator.aggregate.kind === "count";
  const across = [numerator, denominator].map((measure) => acrossOf(measure, query).join());
  if (!areCounts || numerator.source.id !== denominator.source.id || across[0] !== across[1]) return false;
  const { rows } = await besidesStatement(numerator, denominator, frame, query, context).execute(db);
  return rows.length === 0;
}

function summedUp({ aggregate }: Measure): ReceiptPart["summedUp"] {
  switch (aggregate.kind) {
    case "count":
    case "longest":
      return "count";
    case "distinct":
      return "distinct";
    case "sum":
    case "money":
      return "sum";
    case "duration":
    case "score":
      return "values";
    default:
      return aggregate satisfies never;
  }
}
