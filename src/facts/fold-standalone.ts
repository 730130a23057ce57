import type { DeskEvent } from "../events/vocabulary.ts";
import { inOrder } from "./event-order.ts";
import { messageOf } from "./messages.ts";
import { noFacts } from "./no-facts.ts";
import { verdictOf } from "./rating-verdict.ts";
import type { ConversationAttributes, FactRows } from "./rows.ts";
import { replierOf } from "./timeline.ts";

/**
 * Folds an event that stands alone: a message or an answer without a conversation becomes a row of its own.
 *
 * @param events repeats of the one event
 */
export function foldStandalone(events: readonly DeskEvent[]): FactRows {
  const [event] = inOrder(events);
  if (!event) return noFacts;
  const message = messageOf(event, nothingKnown);
  if (message) {
    return { ...noFacts, messages: [{ ...message, no: 1, agent: replierOf(event), team: null }] };
  }
  if (event.type !== "survey.answered") return noFacts;
  const { survey, customer = null, agent = null } = event.data;
  const rating = { ...nothingKnown, customer, agent, team: null, no: 1, at: event.at, survey };
  return { ...noFacts, ratings: [{ ...rating, ...verdictOf(event.data) }] };
}

const nothingKnown: ConversationAttributes = {
  conversation: null,
  channel: null,
  priority: null,
  topic: null,
  product: null,
  segment: null,
  customer: null,
  initiatedBy: null,
  tags: [],
};
