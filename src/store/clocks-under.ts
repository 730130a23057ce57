import { type Kysely, sql } from "kysely";
import { plainFoldContext, type SlaClocks } from "../facts/fold-context.ts";
import { foldConversations } from "../facts/fold-conversations.ts";
import type { SlaClockRow } from "../facts/sla-rows.ts";
import { readEvents } from "./fact-events.ts";
import { subjectFamilies } from "./fact-families.ts";
import { droppedAmong } from "./retention.ts";
import type { Database } from "./tables.ts";
import { TooManyConversations } from "./too-many-conversations.ts";

/** Conversations folded at a time, which bounds the events in memory. */
const CHUNK = 1000;

export interface ClocksUnder {
  readonly clocks: readonly SlaClockRow[];
  /** Conversations whose events were dropped for their age: nobody can tell what their clocks would have been. */
  readonly withoutEvents: number;
}

/** Which conversations: those opened before `to` that are still open or of which something is told at or after `since`. */
interface Span {
  readonly since: Date;
  readonly to: Date;
  /** Conversations that are folded at most; any number unless given. */
  readonly most?: number | undefined;
}

/**
 * The clocks that other policies would have given the conversations of a span of time. Reads the log; writes nothing.
 *
 * @param slaClocks how the clocks of a conversation are made
 * @param onProgress conversations so far, of so many
 * @throws TooManyConversations before anything is folded
 */
export async function clocksUnder(
  db: Kysely<Database>,
  accountId: string,
  slaClocks: SlaClocks,
  span: Span,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<ClocksUnder> {
  const told = await toldOf(db, accountId, span);
  if (span.most !== undefined && told.length > span.most)
    throw new TooManyConversations(told.length, span.most);
  const seen = new Set<string>();
  const clocks: SlaClockRow[] = [];
  let withoutEvents = 0;
  for (let start = 0; start < told.length; start += CHUNK) {
    const chunk = told.slice(start, start + CHUNK).map((id) => ({ kind: "conversation", id }));
    const families = await subjectFamilies(db, accountId, chunk);
    const ids = families.flatMap((family) => family.ids).filter((id) => !seen.has(id));
    for (const id of ids) seen.add(id);
    const events = await readEvents(db, accountId, "conversation", ids);
    withoutEvents += (await droppedAmong(db, accountId, "conversation", ids)).size;
    clocks.push(...foldConversations(events, { ...plainFoldContext, slaClocks }).slaClocks);
    onProgress(Math.min(start + CHUNK, told.length), told.length);
  }
  return { clocks, withoutEvents };
}

async function toldOf(
  db: Kysely<Database>,
  accountId: string,
  { since, to }: Span,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select conversation_id as id from conversations
    where account_id = ${accountId} and opened_at < ${to} and status not in ('merged', 'discarded')
      and (last_event_at >= ${since} or status in ('open', 'snoozed'))
    order by conversation_id
  `.execute(db);
  return rows.map(({ id }) => id);
}
