import type { DeskEvent } from "../events/vocabulary.ts";
import type { BusinessTime, FoldContext } from "./fold-context.ts";
import type { FactRows } from "./rows.ts";

type Fold = (events: readonly DeskEvent[], context: FoldContext) => FactRows;

/** Measures what a fold returns in business time too: by the calendar of the conversation's team at that moment. */
export function inBusinessTime(fold: Fold): Fold {
  return (events, context) => {
    const facts = fold(events, context);
    const { businessTime } = context;
    return {
      ...facts,
      conversations: facts.conversations.map((row) => ({
        ...row,
        resolutionBusinessMs: between(businessTime, row.resolvedTeam, row.openedAt, row.resolvedAt),
      })),
      turns: facts.turns.map((row) => ({
        ...row,
        waitBusinessMs:
          row.waitMs === null ? null : between(businessTime, row.team, row.startedAt, row.endedAt),
      })),
      episodes: facts.episodes.map((row) => ({
        ...row,
        durationBusinessMs: between(businessTime, row.team, row.openedAt, row.resolvedAt),
      })),
      messages: facts.messages.map((row) => ({
        ...row,
        isInServiceHours: row.direction === "received" ? businessTime.isOpen(row.team, row.at) : null,
      })),
    };
  };
}

/** null for what has not ended. */
function between(
  businessTime: BusinessTime,
  team: string | null,
  from: Date,
  to: Date | null,
): number | null {
  return to && businessTime.between(team, from, to);
}
