import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

export interface ChatRequest {
  readonly platform: string;
  /** The platform's own id of it, or a name for what is not to be done again so soon. */
  readonly id: string;
}

/** No platform sends a request again so late: Slack's last attempt comes after some five minutes. */
const KEPT_MS = 3_600_000;
const MOST_DROPPED = 100;

/**
 * Whether this process is the first, of all that share the database, to take the request on within the span before now.
 * Drops some of what is too old to matter.
 */
export async function claimChatRequest(
  db: Kysely<Database>,
  accountId: string,
  request: ChatRequest,
  now: Date,
  spanMs: number = KEPT_MS,
): Promise<boolean> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const claimed = await sql<{ request_id: string }>`
    with aged as (
      delete from chat_requests where ctid = any (array(
        select ctid from chat_requests
        where account_id = ${accountId} and received_at < ${before(KEPT_MS)}
          and (platform, request_id) <> (${request.platform}, ${request.id})
        limit ${MOST_DROPPED}
        for update skip locked
      ))
    )
    insert into chat_requests (account_id, platform, request_id, received_at)
    values (${accountId}, ${request.platform}, ${request.id}, ${now})
    on conflict (account_id, platform, request_id) do update set received_at = excluded.received_at
      where chat_requests.received_at <= ${before(spanMs)}
    returning request_id
  `.execute(db);
  return claimed.rows.length > 0;
}
