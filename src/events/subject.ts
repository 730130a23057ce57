import type { EventData, EventType, Subject } from "./vocabulary.ts";

type Names = { readonly conversation?: unknown; readonly agent?: unknown; readonly contact?: unknown };

/**
 * The subject an event is folded with. Whatever names a conversation belongs to it; events about nothing else stand
 * alone and become a fact row each.
 */
export function subjectOf<T extends EventType>(
  type: T,
  data: EventData<T>,
  source: string,
  id: string,
): Subject {
  const names = data as Names & Record<string, unknown>;
  if (typeof names.conversation === "string") return { kind: "conversation", id: names.conversation };
  if (type.startsWith("contact.")) return { kind: "contact", id: String(names.contact) };
  if (type.startsWith("subscription.")) return { kind: "contact", id: String(names["customer"]) };
  if (type.startsWith("appointment.")) return { kind: "appointment", id: String(names["appointment"]) };
  if (type.startsWith("agent.")) return { kind: "agent", id: String(names.agent) };
  return { kind: "event", id: `${source}/${id}` };
}
