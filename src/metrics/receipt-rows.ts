import { sql } from "kysely";
import { dimensionColumn, isKnown } from "./dimension-column.ts";
import type { Frame } from "./frame.ts";
import type { Fragment, Measure, MeasureContext, MetricTable } from "./measure.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { MetricQuery } from "./metric-query.ts";
import { acrossOf } from "./plan.ts";
import type { ReceiptRow } from "./receipt-parts.ts";
import { shareOfStretch } from "./rows-in-time.ts";
import { conditionOf, lines, rowsOf, type StatementContext, withStretch } from "./statement.ts";

interface AskedRows {
  readonly measure: Measure;
  /** Of a share: the measure of the rows that count for it. */
  readonly hits: Measure | undefined;
  readonly direction: MetricDefinition["direction"];
  readonly limit: number;
}

/** The rows that a measure is taken of, by its own conditions, the extreme ones first. */
export function receiptStatement(
  { measure, hits, direction, limit }: AskedRows,
  frame: Frame,
  query: MetricQuery,
  statementContext: StatementContext,
): Fragment {
  const { source } = measure;
  const context = withStretch(source, frame, statementContext);
  const value = addedValue(measure, query, context);
  const condition = conditionOf(measure, query, context);
  const isHit = hits && (conditionOf(hits, query, context) ?? sql`true`);
  const isDistinct = measure.aggregate.kind === "distinct";
  const columns = isDistinct
    ? [sql`${value} as id`, sql`max(${instantOf(measure)}) as at`]
    : rowColumns(measure, value, isHit);
  return lines([
    sql`select ${sql.join([...columns, sql`count(*) over () as total`], sql`, `)}`,
    ...rowsOf({ source, by: [], across: acrossOf(measure, query) }, frame, query, context),
    ...(condition ? [sql`and ${condition}`] : []),
    ...(value ? [sql`and ${value} is not null`] : []),
    ...(isDistinct ? [sql`group by 1`] : []),
    sql`order by ${orderOf(measure, direction, hits !== undefined)} limit ${limit}`,
  ]);
}

/** A row of a share's hits that is not one of its whole; none where it is a share indeed. */
export function besidesStatement(
  hits: Measure,
  whole: Measure,
  frame: Frame,
  query: MetricQuery,
  statementContext: StatementContext,
): Fragment {
  const context = withStretch(hits.source, frame, statementContext);
  const [isHit, isCounted] = [hits, whole].map(
    (measure) => conditionOf(measure, query, context) ?? sql`true`,
  );
  return lines([
    sql`select 1`,
    ...rowsOf({ source: hits.source, by: [], across: acrossOf(hits, query) }, frame, query, context),
    sql`and ${isHit} and not coalesce(${isCounted}, false) limit 1`,
  ]);
}

function rowColumns(measure: Measure, value: Fragment | undefined, isHit: Fragment | undefined): Fragment[] {
  const { source, aggregate } = measure;
  const { id, subject = sql.ref("f.subject") } = thingOf(source.table);
  const named = (dimension: "agent" | "channel") =>
    isKnown(dimension, source) ? [sql`${dimensionColumn(dimension, source)} as ${sql.id(dimension)}`] : [];
  return [
    sql`${id} as id`,
    sql`${subject} as subject`,
    sql`${instantOf(measure)} as at`,
    ...(value ? [sql`${value} as value`] : []),
    ...(aggregate.kind === "money" ? [sql`${dimensionColumn("currency", source)} as currency`] : []),
    ...named("agent"),
    ...named("channel"),
    ...(isHit ? [sql`coalesce(${isHit}, false) as is_hit`] : []),
  ];
}

/** Seconds since 1970 tell a level's rows apart too: those in force for the longest come first. */
function instantOf({ source: { time } }: Measure): Fragment {
  return sql.ref(time.kind === "flow" ? `f.${time.at}` : `f.${time.from}`);
}

/** What a row adds to its measure; undefined where it is only counted. */
function addedValue(
  { aggregate, source }: Measure,
  { clock }: MetricQuery,
  context: MeasureContext,
): Fragment | undefined {
  switch (aggregate.kind) {
    case "count":
      return undefined;
    case "longest":
      return sql`extract(epoch from b.at - f.started_at)`;
    case "distinct":
      return aggregate.value;
    case "sum":
    case "money": {
      const share = shareOfStretch(source);
      return share ? sql`${aggregate.value} * (${share})` : aggregate.value;
    }
    case "duration": {
      const own = clock === "business" ? (aggregate.businessValue ?? aggregate.value) : aggregate.value;
      return sql`(${own}) / 1000.0`;
    }
    case "score":
      return typeof aggregate.value === "function" ? aggregate.value(context) : aggregate.value;
    default:
      return aggregate satisfies never;
  }
}

function orderOf(
  { aggregate, source }: Measure,
  direction: MetricDefinition["direction"],
  isShare: boolean,
): Fragment {
  const latest = source.time.kind === "level" ? sql`at, id` : sql`at desc, id`;
  if (isShare) return direction === "lower" ? sql`is_hit desc, ${latest}` : sql`is_hit, ${latest}`;
  if (aggregate.kind === "score" && direction === "higher") return sql`value, ${latest}`;
  if (aggregate.kind === "count" || aggregate.kind === "distinct") return latest;
  return sql`value desc, ${latest}`;
}

interface Thing {
  readonly kind: string;
  readonly id: Fragment;
  /** What it was folded from, where that is not `f.subject`. */
  readonly subject?: Fragment;
}

/** What a row of a table is about, in a word, and its name. */
function thingOf(table: MetricTable): Thing {
  return others[table] ?? { kind: "conversation", id: sql.ref("f.conversation_id") };
}

const others: Readonly<Partial<Record<MetricTable, Thing>>> = {
  orders: { kind: "order", id: sql.ref("f.order_id") },
  payments: { kind: "payment", id: sql.ref("f.payment_id") },
  contact_states: { kind: "contact", id: sql.ref("f.contact_id") },
  contact_changes: { kind: "contact", id: sql.ref("f.contact_id") },
  subscriptions: { kind: "customer", id: sql.ref("f.customer_id") },
  subscription_changes: { kind: "customer", id: sql.ref("f.customer_id") },
  appointments: { kind: "appointment", id: sql.ref("f.appointment_id") },
  reminders: { kind: "appointment", id: sql.ref("f.appointment_id") },
  presences: { kind: "agent", id: sql.ref("f.agent_id") },
  employments: { kind: "agent", id: sql.ref("f.agent_id") },
  absences: { kind: "agent", id: sql.ref("f.agent_id") },
  mentions: { kind: "mention", id: sql.ref("f.subject") },
  costs: { kind: "cost", id: sql.ref("f.subject") },
  traffic: { kind: "traffic", id: sql.ref("f.subject") },
  alert_episodes: { kind: "alert", id: sql`f.episode_id::text`, subject: sql`null::text` },
  employee_answers: { kind: "answer", id: sql.ref("f.subject") },
};

/** Reads a row back. */
export function receiptRow(
  { source, aggregate }: Measure,
  row: Readonly<Record<string, unknown>>,
): ReceiptRow {
  const text = (name: string) => (typeof row[name] === "string" ? { [name]: row[name] } : {});
  const { at, id, subject, value, is_hit: isHit } = row;
  const isNamed = typeof id === "string";
  const counted = aggregate.kind === "distinct" ? aggregate.of : undefined;
  const kind = counted ?? thingOf(source.table).kind;
  return {
    kind: isNamed ? kind : "event",
    id: isNamed ? id : String(subject),
    at: at instanceof Date ? at.toISOString() : String(at),
    value: value === null || value === undefined ? null : Number(value),
    ...text("currency"),
    ...text("agent"),
    ...text("channel"),
    ...(typeof isHit === "boolean" ? { isHit } : {}),
  };
}
