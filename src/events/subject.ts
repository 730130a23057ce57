import { type EventData, type EventType, type Subject, vocabulary } from "./vocabulary.ts";

/** An unknown extra field of this name decides nothing. */
const namingConversations: ReadonlySet<string> = new Set(
  Object.entries(vocabulary)
    .filter(([, schema]) => "conversation" in schema.shape)
    .map(([type]) => type),
);

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
  const names: Readonly<Record<string, unknown>> = data;
  const { conversation } = names;
  if (namingConversations.has(type) && typeof conversation === "string") {
    return { kind: "conversation", id: conversation };
  }
  if (type.startsWith("contact.")) return { kind: "contact", id: String(names["contact"]) };
  if (type.startsWith("subscription.")) return { kind: "contact", id: String(names["customer"]) };
  if (type.startsWith("appointment.")) return { kind: "appointment", id: String(names["appointment"]) };
  if (type.startsWith("agent.")) return { kind: "agent", id: String(names["agent"]) };
  return { kind: "event", id: `${source}/${id}` };
}
