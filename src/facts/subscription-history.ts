import { isDeepStrictEqual } from "node:util";
import type { DeskEvent } from "../events/vocabulary.ts";
import { difference, moneyOf } from "./amount.ts";
import type { Money } from "./rows.ts";
import type { SubscriptionChangeRow, SubscriptionRow } from "./rows-beside-conversations.ts";
import { stretchesOf } from "./stretches.ts";

/** What a customer pays a month; null: there is no subscription. */
type Plan = (Money & { readonly segment: string | null }) | null;

type Movement = Money & Pick<SubscriptionChangeRow, "kind">;

/**
 * What a customer paid and when, and how that moved. A change where nothing runs starts, a start where something runs
 * changes it. Who pays nothing is a customer all the same.
 *
 * @param events in order
 */
export function subscriptionHistory(
  customer: string,
  events: readonly DeskEvent[],
): { readonly spans: readonly SubscriptionRow[]; readonly changes: readonly SubscriptionChangeRow[] } {
  const plans: { at: Date; value: Plan }[] = [];
  const changes: SubscriptionChangeRow[] = [];
  let segment: string | null = null;
  for (const event of events) {
    segment = segmentIn(event) ?? segment;
    const before = plans.at(-1)?.value ?? null;
    const after = planAfter(before, event, segment);
    if (isDeepStrictEqual(before, after)) continue;
    plans.push({ at: event.at, value: after });
    for (const movement of movements(before, after)) {
      changes.push({ no: changes.length + 1, customer, segment, at: event.at, ...movement });
    }
  }
  const spans = stretchesOf(plans)
    .flatMap(({ value, ...span }) => (value === null ? [] : [{ ...value, ...span }]))
    .map((span, index) => ({ no: index + 1, customer, ...span }));
  return { spans, changes };
}

/** As a subscription names it, or the contact. */
function segmentIn(event: DeskEvent): string | undefined {
  switch (event.type) {
    case "contact.created":
    case "contact.updated":
    case "subscription.started":
    case "subscription.changed":
      return event.data.segment;
    default:
      return undefined;
  }
}

function planAfter(before: Plan, event: DeskEvent, segment: string | null): Plan {
  switch (event.type) {
    case "subscription.started":
    case "subscription.changed":
      return { ...moneyOf(event.data), segment };
    case "subscription.cancelled":
      return null;
    default:
      return before && { ...before, segment };
  }
}

function movements(before: Plan, after: Plan): readonly Movement[] {
  if (before === null) return after === null ? [] : [movement("new", after, "0")];
  if (after === null) return [movement("churned", { ...before, amount: "0" }, before.amount)];
  if (before.currency !== after.currency) {
    // Nobody came and nobody left: one currency's revenue falls, the other's rises.
    return [
      movement("contraction", { ...before, amount: "0" }, before.amount),
      movement("expansion", after, "0"),
    ];
  }
  const change = movement("expansion", after, before.amount);
  if (/^-?[0.]+$/.test(change.amount)) return [];
  return [change.amount.startsWith("-") ? { ...change, kind: "contraction" } : change];
}

function movement(kind: Movement["kind"], { amount, currency }: Money, before: string): Movement {
  return { kind, amount: difference(amount, before), currency };
}
