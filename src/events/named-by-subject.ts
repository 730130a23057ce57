import type { EventType } from "./vocabulary.ts";

/** What `conversation/4711` may name in an event's data, and in which types. */
const fields = new Map<string, (type: EventType) => boolean>([
  ["conversation", (type) => /^(conversation|message|note|handling|survey|conversion)\./.test(type)],
  ["contact", (type) => type.startsWith("contact.")],
  ["appointment", (type) => type.startsWith("appointment.")],
  ["agent", (type) => type.startsWith("agent.")],
  ["customer", (type) => type.startsWith("subscription.")],
  ["order", (type) => type.startsWith("order.")],
  ["payment", (type) => type.startsWith("payment.")],
]);

/**
 * CloudEvents' `subject` stands in where the data does not name the thing: `conversation/4711` names the conversation.
 * What the data says itself stands before it; a subject that names something else is the sender's own affair.
 */
export function namedBySubject(
  type: EventType,
  subject: string | undefined,
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const slash = subject?.indexOf("/") ?? -1;
  if (subject === undefined || slash < 1) return data;
  const field = subject.slice(0, slash);
  if (!fields.get(field)?.(type) || data[field] !== undefined) return data;
  return { ...data, [field]: subject.slice(slash + 1) };
}
