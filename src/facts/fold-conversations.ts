import type { DeskEvent } from "../events/vocabulary.ts";
import { closingsOf } from "./closings.ts";
import { conversationRow } from "./conversation-row.ts";
import { conversionsOf } from "./conversions.ts";
import { episodesOf } from "./episodes.ts";
import { inOrder } from "./event-order.ts";
import { type FoldContext, plainFoldContext } from "./fold-context.ts";
import { lastKnownAttributes } from "./last-known-attributes.ts";
import { leftOutRow } from "./left-out-row.ts";
import { type Merges, mergesOf, movesWithMerge } from "./merges.ts";
import { messagesOf } from "./messages.ts";
import { noFacts } from "./no-facts.ts";
import { openingOf } from "./opening.ts";
import { ordersOf } from "./orders.ts";
import { paymentsOf } from "./payments.ts";
import { ratingsOf } from "./ratings.ts";
import type { ConversationRow, FactRows } from "./rows.ts";
import { slaMomentsOf } from "./sla-moments.ts";
import { snoozesOf } from "./snoozes.ts";
import { surveyOffersOf } from "./survey-offers.ts";
import { timelineOf } from "./timeline.ts";
import { turnsOf } from "./turns.ts";

/**
 * Folds conversations into their facts. What is merged, directly or through a chain, must be folded with what it was
 * merged into; conversations that have nothing to do with each other may be folded together or apart.
 *
 * @param family all events of the conversations, in any order, repeats allowed
 */
export function foldConversations(
  family: readonly DeskEvent[],
  context: FoldContext = plainFoldContext,
): FactRows {
  const events = inOrder(family.filter((event) => event.subject.kind === "conversation"));
  const merges = mergesOf(events);
  const own = Map.groupBy(events, (event) => event.subject.id);
  const live = Map.groupBy(
    events.filter((event) => homeOf(event, merges) !== null),
    (event) => homeOf(event, merges) ?? "",
  );
  const folded = [...live].map(([conversation, story]) =>
    foldLive(conversation, story, openingOf(own.get(conversation) ?? []) ?? openingOf(story), context),
  );
  const leftOut = [...own].flatMap(([conversation, story]) => rowWhereLeftOut(conversation, story, merges));
  return {
    ...noFacts,
    conversations: [...folded.flatMap((rows) => rows.conversations), ...leftOut],
    turns: folded.flatMap((rows) => rows.turns),
    episodes: folded.flatMap((rows) => rows.episodes),
    messages: folded.flatMap((rows) => rows.messages),
    ratings: folded.flatMap((rows) => rows.ratings),
    closings: folded.flatMap((rows) => rows.closings),
    snoozes: folded.flatMap((rows) => rows.snoozes),
    surveyOffers: folded.flatMap((rows) => rows.surveyOffers),
    orders: folded.flatMap((rows) => rows.orders),
    conversions: folded.flatMap((rows) => rows.conversions),
    payments: folded.flatMap((rows) => rows.payments),
    slaClocks: folded.flatMap((rows) => rows.slaClocks),
    slaMoments: folded.flatMap((rows) => rows.slaMoments),
  };
}

/** The conversation in which an event counts, null for none. */
function homeOf(event: DeskEvent, { discards, survivors }: Merges): string | null {
  const own = event.subject.id;
  const survivor = survivors.get(own);
  if (survivor !== undefined && !movesWithMerge(event)) return null;
  const home = survivor ?? own;
  return discards.has(home) ? null : home;
}

function foldLive(
  conversation: string,
  events: readonly DeskEvent[],
  opening: DeskEvent | undefined,
  context: FoldContext,
): FactRows {
  const timeline = timelineOf(events, opening);
  const attributes = lastKnownAttributes(conversation, events, opening);
  const episodes = episodesOf(timeline, attributes);
  const turns = turnsOf(timeline, attributes);
  const snoozes = snoozesOf(timeline, attributes);
  const slaClocks = context.slaClocks({ timeline, attributes, turns, episodes, snoozes });
  const row = conversationRow(timeline, attributes, episodes);
  return {
    ...noFacts,
    conversations: row ? [row] : [],
    turns,
    episodes,
    messages: messagesOf(timeline, attributes),
    ratings: ratingsOf(timeline, attributes),
    closings: closingsOf(timeline, attributes),
    snoozes,
    surveyOffers: surveyOffersOf(timeline, attributes),
    orders: ordersOf(timeline, attributes),
    conversions: conversionsOf(timeline, attributes),
    payments: paymentsOf(timeline, attributes),
    slaClocks,
    slaMoments: slaMomentsOf(slaClocks),
  };
}

function rowWhereLeftOut(
  conversation: string,
  events: readonly DeskEvent[],
  { discards, survivors }: Merges,
): ConversationRow[] {
  const discardReason = discards.get(conversation) ?? null;
  const mergedInto = survivors.get(conversation) ?? null;
  if (discardReason === null && mergedInto === null) return [];
  const status = discardReason === null ? "merged" : "discarded";
  const row = leftOutRow(conversation, events, { status, mergedInto, discardReason });
  return row ? [row] : [];
}
