import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

export interface NewestEvent {
  readonly source: string;
  readonly at: Date;
}

/**
 * The newest event of each source that happened before an instant, by source. Sources with nothing before it are left
 * out. Served by the watermarks, except for sources that have gone on since.
 */
export async function newestEventsBefore(
  db: Kysely<Database>,
  accountId: string,
  before: Date,
): Promise<readonly NewestEvent[]> {
  const { rows } = await sql<{ source: string; at: Date | null }>`
    select w.source,
      case when w.newest_event_at < ${before} then w.newest_event_at
      else (
        select e.occurred_at from events e
        where e.account_id = w.account_id and e.source = w.source and e.occurred_at < ${before}
        order by e.occurred_at desc limit 1
      ) end as at
    from watermarks w
    where w.account_id = ${accountId}
    order by w.source`.execute(db);
  return rows.flatMap((row) => (row.at ? [{ source: row.source, at: row.at }] : []));
}
