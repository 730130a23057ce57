import type { DeskEvent } from "../events/vocabulary.ts";
import { contactHistory } from "./contact-history.ts";
import { inOrder } from "./event-order.ts";
import { noFacts } from "./no-facts.ts";
import type { FactRows } from "./rows.ts";
import { subscriptionHistory } from "./subscription-history.ts";

/**
 * Folds all events of one contact: what is known of him, and what he pays.
 *
 * @param events in any order, repeats allowed
 */
export function foldContact(events: readonly DeskEvent[]): FactRows {
  const ordered = inOrder(events.filter((event) => event.subject.kind === "contact"));
  const [first] = ordered;
  if (!first) return noFacts;
  const contact = contactHistory(first.subject.id, ordered);
  const subscription = subscriptionHistory(first.subject.id, ordered);
  return {
    ...noFacts,
    contactStates: contact.states,
    contactChanges: contact.changes,
    subscriptions: subscription.spans,
    subscriptionChanges: subscription.changes,
  };
}
