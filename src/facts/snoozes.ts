import { creditOfAssignee } from "./credit.ts";
import type { ConversationAttributes, SnoozeRow } from "./rows.ts";
import type { Moment } from "./timeline.ts";

/** The stretches of time in which an open conversation is snoozed. */
export function snoozesOf(
  timeline: readonly Moment[],
  attributes: ConversationAttributes,
): readonly SnoozeRow[] {
  const now = timeline.at(-1);
  if (!now) return [];
  const rows: SnoozeRow[] = [];
  let since: Date | null = null;
  const end = (untilAt: Date | null) => {
    // What ends at the instant it began is no stretch of time.
    if (since !== null && since.getTime() !== untilAt?.getTime())
      rows.push({ ...attributes, ...creditOfAssignee(now), no: rows.length + 1, fromAt: since, untilAt });
    since = null;
  };
  for (const { event, life } of timeline) {
    if (life.status === "snoozed") since ??= event.at;
    else end(event.at);
  }
  end(null);
  return rows;
}
