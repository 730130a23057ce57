import { creditOfAssignee, creditOfSender } from "./credit.ts";
import type { ConversationAttributes, Credit, TurnRow } from "./rows.ts";
import { type Moment, replierOf } from "./timeline.ts";

/** A customer waiting. */
interface Wait {
  readonly since: Date;
  /** A hand-over moves the start once. */
  readonly isHandedOver: boolean;
}

type Ended = Pick<TurnRow, "endedAt" | "ending" | "waitMs">;

/**
 * The turns of a conversation: from the first customer message after the last reply to the next reply by an agent.
 * Bots, automations and notes neither start nor end one.
 */
export function turnsOf(timeline: readonly Moment[], attributes: ConversationAttributes): readonly TurnRow[] {
  const turns: TurnRow[] = [];
  let wait: Wait | null = null;
  for (const moment of timeline) {
    const { at, type } = moment.event;
    const replier = replierOf(moment.event);
    if (moment.isFromCustomer) wait ??= { since: at, isHandedOver: false };
    if (wait === null) continue;
    if (type === "conversation.handed-over" && !wait.isHandedOver) wait = { since: at, isHandedOver: true };
    if (replier !== null) {
      const ended: Ended = { endedAt: at, ending: "replied", waitMs: at.getTime() - wait.since.getTime() };
      turns.push(turn(wait, ended, creditOfSender(moment, replier)));
      wait = null;
    } else if (type === "conversation.resolved" || type === "conversation.closed") {
      const ended: Ended = { endedAt: at, ending: "unanswered", waitMs: null };
      turns.push(turn(wait, ended, creditOfAssignee(moment)));
      wait = null;
    }
  }
  const now = timeline.at(-1);
  if (wait && now)
    turns.push(turn(wait, { endedAt: null, ending: null, waitMs: null }, creditOfAssignee(now)));
  return turns;

  function turn({ since }: Wait, ended: Ended, credit: Credit): TurnRow {
    const no = turns.length + 1;
    return {
      ...attributes,
      ...credit,
      no,
      isFirst: no === 1,
      startedAt: since,
      ...ended,
      waitBusinessMs: null,
    };
  }
}
