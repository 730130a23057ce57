import { type Kysely, sql } from "kysely";
import type { Database } from "../store/tables.ts";
import { isKnown } from "./dimension-column.ts";
import type { Frame } from "./frame.ts";
import type { Source, SplitDimension } from "./measure.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import { dimensions, type MetricQuery } from "./metric-query.ts";
import { measuresOf } from "./plan.ts";
import type { LeftOut } from "./receipt.ts";
import { conversationsOpenedAtAll, messagesSentOrReceived } from "./sources.ts";
import { lines, rowsOf, type StatementContext, withStretch } from "./statement.ts";
import { isTimeDimension } from "./time-axis.ts";

/**
 * What a KPI of conversations leaves out of the period: those merged into others and those discarded, by when they were
 * opened; and of waits and replies the messages sent by machines.
 */
export async function leftOutOf(
  db: Kysely<Database>,
  definition: MetricDefinition,
  frame: Frame,
  query: MetricQuery,
  context: StatementContext,
): Promise<readonly LeftOut[]> {
  const tables = new Set(measuresOf(definition).map(({ source }) => source.table));
  const isOfConversations = ["conversations", "turns", "episodes", "messages", "closings"].some((table) =>
    [...tables].some((own) => own === table),
  );
  if (!isOfConversations) return [];
  const isOfReplies = tables.has("turns") || definition.at === "replied";
  return [
    ...(await gone(db, frame, query, context)),
    ...(isOfReplies ? await sentByMachines(db, frame, query, context) : []),
  ];
}

async function gone(
  db: Kysely<Database>,
  frame: Frame,
  query: MetricQuery,
  context: StatementContext,
): Promise<readonly LeftOut[]> {
  const statement = lines([
    sql`select f.status, f.discard_reason, count(*) as count`,
    ...rowsOf(
      { source: conversationsOpenedAtAll, by: [], across: unknownTo(conversationsOpenedAtAll) },
      frame,
      query,
      withStretch(conversationsOpenedAtAll, frame, context),
    ),
    sql`and f.status in ('merged', 'discarded')`,
    sql`group by 1, 2 order by 1 desc, 2`,
  ]);
  const { rows } = await statement.execute(db);
  return rows.map((row) => {
    const { status, discard_reason: reason, count } = fieldsOf(row);
    const why =
      status === "merged"
        ? "merged into another conversation"
        : `discarded as ${String(reason ?? "unknown")}`;
    return { why, count: Number(count) };
  });
}

async function sentByMachines(
  db: Kysely<Database>,
  frame: Frame,
  query: MetricQuery,
  context: StatementContext,
): Promise<readonly LeftOut[]> {
  const statement = lines([
    sql`select f.author, count(*) as count`,
    ...rowsOf(
      {
        source: messagesSentOrReceived,
        by: [],
        across: [...unknownTo(messagesSentOrReceived), "agent", "team"],
      },
      frame,
      query,
      withStretch(messagesSentOrReceived, frame, context),
    ),
    sql`and f.direction = 'sent' and f.author <> 'agent'`,
    sql`group by 1 order by 1`,
  ]);
  const { rows } = await statement.execute(db);
  return rows.map((row) => {
    const { author, count } = fieldsOf(row);
    return { why: `sent by ${String(author)}, which is no reply`, count: Number(count) };
  });
}

/** Filters that say nothing of these rows. */
function unknownTo(source: Source): readonly SplitDimension[] {
  return dimensions
    .filter((dimension) => !isTimeDimension(dimension))
    .filter((dimension) => !isKnown(dimension, source));
}

function fieldsOf(row: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row ?? {}));
}
