import { creditOfEnding } from "./credit.ts";
import type { ClosingRow, ConversationAttributes } from "./rows.ts";
import type { Moment } from "./timeline.ts";

/** The closings of a conversation: `conversation.closed`, once until it is opened again. */
export function closingsOf(
  timeline: readonly Moment[],
  attributes: ConversationAttributes,
): readonly ClosingRow[] {
  const rows: ClosingRow[] = [];
  let isClosed = false;
  for (const moment of timeline) {
    const { type, at } = moment.event;
    if (type === "conversation.closed") {
      if (!isClosed) rows.push({ ...attributes, ...creditOfEnding(moment), no: rows.length + 1, at });
      isClosed = true;
    } else if (isOpenedAgain(moment)) isClosed = false;
  }
  return rows;
}

/** Also where no opening is known, so that there are no episodes. */
function isOpenedAgain({ event, life }: Moment): boolean {
  return (
    life.step === "opened" || event.type === "conversation.reopened" || event.type === "message.received"
  );
}
