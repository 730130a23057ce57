import type { Credit, EpisodeRow, TurnRow } from "../facts/rows.ts";
import type { TargetKind } from "../facts/sla-rows.ts";

/** What clocks measure: a customer waiting for a reply, or a conversation for its resolution. */
export interface Wait {
  readonly kind: TargetKind;
  /** Of the turn or the episode. */
  readonly no: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** It ended with what was promised, not for another reason; null while it lasts. */
  readonly isKept: boolean | null;
  readonly credit: Credit;
}

/** Every reply and every resolution that was waited for. */
export function waitsOf(turns: readonly TurnRow[], episodes: readonly EpisodeRow[]): readonly Wait[] {
  return [...turns.map(forReply), ...episodes.map(forResolution)];
}

function forReply({ no, isFirst, startedAt, endedAt, ending, agent, team }: TurnRow): Wait {
  return {
    kind: isFirst ? "first-response" : "next-response",
    no,
    startedAt,
    endedAt,
    isKept: ending && ending === "replied",
    credit: { agent, team },
  };
}

function forResolution({ no, openedAt, resolvedAt, agent, team }: EpisodeRow): Wait {
  return {
    kind: "resolution",
    no,
    startedAt: openedAt,
    endedAt: resolvedAt,
    isKept: resolvedAt && true,
    credit: { agent, team },
  };
}
