import type { DeskEvent } from "../events/vocabulary.ts";
import { besideConversations } from "./beside-conversations.ts";
import { inOrder } from "./event-order.ts";
import { messageOf } from "./messages.ts";
import { noFacts } from "./no-facts.ts";
import { orderOf } from "./orders.ts";
import { paymentOf } from "./payments.ts";
import { verdictOf } from "./rating-verdict.ts";
import type { ConversationAttributes, FactRows } from "./rows.ts";
import { replierOf } from "./timeline.ts";

/**
 * Folds an event that stands alone: what is about no conversation becomes a row of its own.
 *
 * @param events repeats of the one event
 */
export function foldStandalone(events: readonly DeskEvent[]): FactRows {
  const [event] = inOrder(events);
  return event ? { ...noFacts, ...rowOf(event) } : noFacts;
}

function rowOf(event: DeskEvent): Partial<FactRows> {
  const { at } = event;
  switch (event.type) {
    case "survey.answered": {
      const { survey, customer = null } = event.data;
      const rating = { ...nothingKnown, customer, ...creditOf(event.data), no: 1, at, survey };
      return { ratings: [{ ...rating, ...verdictOf(event.data) }] };
    }
    case "survey.offered": {
      const { survey, customer = null } = event.data;
      const offer = { ...nothingKnown, customer, ...creditOf({}), no: 1, at, survey };
      return { surveyOffers: [{ ...offer, isAnswered: null }] };
    }
    case "order.placed":
      return { orders: [{ ...orderOf(event, nothingKnown), ...creditOf(event.data), no: 1 }] };
    case "payment.requested":
    case "payment.received": {
      const payment = paymentOf(event, nothingKnown);
      return payment ? { payments: [{ ...payment, ...creditOf(event.data), no: 1 }] } : {};
    }
    default: {
      const message = messageOf(event, nothingKnown);
      if (!message) return besideConversations(event);
      return { messages: [{ ...message, ...creditOf({ agent: replierOf(event) }), no: 1 }] };
    }
  }
}

function creditOf({ agent = null }: { readonly agent?: string | null | undefined }) {
  return { agent, team: null };
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
