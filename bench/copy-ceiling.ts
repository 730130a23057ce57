import type { DeskEvent } from "../src/events/vocabulary.ts";
import type { Store } from "../src/store/open-store.ts";
import { timed, withTemporaryStore } from "./temporary-store.ts";

/**
 * Seconds the server itself takes to COPY these rows into tables with the log's partitions and indexes: the ceiling.
 *
 * @param rows a file of copyRow's lines that the server can read
 */
export async function copySeconds(rows: string, until: Date): Promise<number> {
  return await withTemporaryStore(async (store) => {
    await makeCeiling(store, until);
    const { seconds } = await timed(() => store.pool.query(`copy ceiling from '${rows}'`));
    return seconds;
  });
}

/** Like the log: monthly partitions, its indexes, and the unique key that event_keys gives. */
async function makeCeiling(store: Store, until: Date): Promise<void> {
  await store.pool.query(`create table ceiling (like events including all) partition by range (occurred_at)`);
  await store.pool.query(`create unique index on ceiling (account_id, source, event_id, occurred_at)`);
  for (let month = -5; month <= 1; month++) {
    const from = new Date(Date.UTC(until.getUTCFullYear(), until.getUTCMonth() + month, 1));
    const to = new Date(Date.UTC(until.getUTCFullYear(), until.getUTCMonth() + month + 1, 1));
    await store.pool.query(
      `create table ceiling_${month + 5} partition of ceiling
       for values from ('${from.toISOString()}') to ('${to.toISOString()}')`,
    );
  }
}

/** A row of COPY's text format, columns in the order of the log's. */
export function copyRow(event: DeskEvent): string {
  const at = event.at.toISOString();
  const columns = [
    "default",
    at,
    event.source,
    event.id,
    at,
    event.type,
    event.subject.kind,
    event.subject.id,
    JSON.stringify(event.data),
  ];
  return columns
    .map((column) => column.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n"))
    .join("\t");
}
