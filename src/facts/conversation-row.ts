import type { ConversationAttributes, ConversationRow, EpisodeRow } from "./rows.ts";
import { type Moment, replierOf } from "./timeline.ts";

/** The row of a conversation, null while it is not known to have been opened. */
export function conversationRow(
  timeline: readonly Moment[],
  attributes: ConversationAttributes,
  episodes: readonly EpisodeRow[],
): ConversationRow | null {
  const now = timeline.at(-1);
  const first = episodes[0];
  const current = episodes.at(-1);
  if (!now || !first || !current || now.life.status === "unopened") return null;
  return {
    ...attributes,
    ...now.assignment,
    openedAt: first.openedAt,
    status: now.life.status,
    mergedInto: null,
    discardReason: null,
    isArchived: isArchived(timeline),
    repliedAt: timeline.find(({ event }) => replierOf(event) !== null)?.event.at ?? null,
    replies: now.replies,
    firstResolvedAt: first.resolvedAt,
    ...resolutionInForce(timeline, episodes, first, current),
    handleMs: handleMs(timeline),
    lastEventAt: now.event.at,
  };
}

function resolutionInForce(
  timeline: readonly Moment[],
  episodes: readonly EpisodeRow[],
  first: EpisodeRow,
  { resolvedAt, agent, team, isAutomatic }: EpisodeRow,
) {
  if (!resolvedAt) return noResolution;
  const resolution = timeline.findLast(({ life }) => life.step === "resolved");
  return {
    resolvedAt,
    resolvedAgent: agent,
    resolvedTeam: team,
    isResolvedAutomatically: isAutomatic,
    repliesBeforeResolution: resolution?.replies ?? null,
    resolutionMs: resolvedAt.getTime() - first.openedAt.getTime(),
    resolutionBusinessMs: null,
    snoozedMs: episodes.reduce((sum, { snoozedMs }) => sum + (snoozedMs ?? 0), 0),
  };
}

/** What a conversation without a resolution in force has instead. */
export const noResolution = {
  resolvedAt: null,
  resolvedAgent: null,
  resolvedTeam: null,
  isResolvedAutomatically: null,
  repliesBeforeResolution: null,
  resolutionMs: null,
  resolutionBusinessMs: null,
  snoozedMs: null,
};

/** As the last closing that says so; what is opened, again or late, leaves the archive. */
function isArchived(timeline: readonly Moment[]): boolean {
  let archived = false;
  for (const { event, life } of timeline) {
    if (life.step === "opened" || life.step === "reopened") archived = false;
    if (event.type === "conversation.closed") archived = event.data.archived ?? archived;
  }
  return archived;
}

/** null where no time was logged: such a conversation is left out of handle time. */
function handleMs(timeline: readonly Moment[]): number | null {
  const seconds = timeline.flatMap(({ event }) =>
    event.type === "handling.logged" ? [event.data.seconds] : [],
  );
  return seconds.length === 0 ? null : Math.round(seconds.reduce((sum, one) => sum + one, 0) * 1000);
}
