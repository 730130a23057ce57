import { type Kysely, sql } from "kysely";
import { verdictOfReply } from "../facts/appointment-reply.ts";
import type { Database } from "./tables.ts";

/** What people wrote to confirm or to cancel an appointment, word for word. */
export interface RepliesWithVerdict {
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** Of these texts those with a verdict, which stays when the words go. */
export function repliesWithVerdict(texts: readonly string[]): RepliesWithVerdict {
  // Where texts are dropped, the verdict itself is what was stored.
  const saying = (verdict: "yes" | "no") => [
    verdict,
    ...texts.filter((text) => verdictOfReply(text) === verdict),
  ];
  return { yes: saying("yes"), no: saying("no") };
}

/** The same of all replies about these appointments. */
export async function repliesAbout(
  trx: Kysely<Database>,
  accountId: string,
  appointments: readonly string[],
): Promise<RepliesWithVerdict> {
  const { rows } = await sql<{ text: string }>`
    select distinct data->>'text' as text from events
    where account_id = ${accountId} and subject_kind = 'appointment'
      and subject_id = any(${appointments}::text[]) and type = 'appointment.replied'
  `.execute(trx);
  return repliesWithVerdict(rows.map((row) => row.text));
}
