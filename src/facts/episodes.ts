import { creditOfAssignee, creditOfEnding } from "./credit.ts";
import type { ConversationAttributes, EpisodeRow } from "./rows.ts";
import type { Moment } from "./timeline.ts";

/** The moments that make one episode. */
interface Span {
  readonly opened: Moment;
  resolved: Moment | null;
  reopened: Moment | null;
  snoozedMs: number;
}

/** The episodes of a conversation: from each opening to its resolution, or until now. */
export function episodesOf(
  timeline: readonly Moment[],
  attributes: ConversationAttributes,
): readonly EpisodeRow[] {
  const now = timeline.at(-1);
  if (!now) return [];
  return spansOf(timeline).map(({ opened, resolved, reopened, snoozedMs }, index) => {
    const openedAt = opened.event.at;
    const resolvedAt = resolved?.event.at ?? null;
    return {
      ...attributes,
      ...(resolved ? creditOfEnding(resolved) : creditOfAssignee(now)),
      no: index + 1,
      openedAt,
      resolvedAt,
      isAutomatic: resolved && isAutomatic(resolved),
      reopenedAt: reopened?.event.at ?? null,
      durationMs: resolvedAt && resolvedAt.getTime() - openedAt.getTime(),
      durationBusinessMs: null,
      snoozedMs: resolved && snoozedMs,
    };
  });
}

function spansOf(timeline: readonly Moment[]): readonly Span[] {
  const spans: Span[] = [];
  let before: Moment | undefined;
  for (const moment of timeline) {
    const { step } = moment.life;
    const span = spans.at(-1);
    if (span && before?.life.status === "snoozed")
      span.snoozedMs += moment.event.at.getTime() - before.event.at.getTime();
    if (span && step === "resolved") span.resolved = moment;
    if (span && step === "reopened") span.reopened = moment;
    if (step === "opened" || step === "reopened")
      spans.push({ opened: moment, resolved: null, reopened: null, snoozedMs: 0 });
    before = moment;
  }
  return spans;
}

/** A `closed` that resolves is somebody's doing: only `resolved` can say that it was a bulk or inactivity close. */
function isAutomatic({ event }: Moment): boolean {
  return event.type === "conversation.resolved" && event.data.automatic === true;
}
