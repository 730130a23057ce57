import type { EventType } from "./vocabulary.ts";

/** Events of one subject at one instant are taken in this order; types that are not named come last. */
const order: readonly (readonly EventType[])[] = [
  ["conversation.opened"],
  ["conversation.updated"],
  ["conversation.tagged"],
  ["conversation.untagged"],
  ["conversation.assigned"],
  ["conversation.unsnoozed"],
  ["conversation.reopened"],
  ["message.received"],
  ["conversation.handed-over"],
  ["message.sent"],
  ["note.added"],
  ["handling.logged"],
  ["survey.offered", "survey.answered"],
  ["order.placed"],
  ["conversion.recorded"],
  ["payment.requested", "payment.received"],
  ["conversation.snoozed"],
  ["conversation.resolved"],
  ["conversation.closed"],
  ["conversation.merged"],
  ["conversation.discarded"],
];

const ranks = new Map(order.flatMap((types, rank) => types.map((type) => [type, rank] as const)));

/** Where a type stands among events of one subject at one instant; ties are broken by source, then id. */
export function sameInstantRank(type: EventType): number {
  return ranks.get(type) ?? order.length;
}
