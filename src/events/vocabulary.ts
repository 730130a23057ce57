import type { z } from "zod";
import { businessEvents } from "./business-events.ts";
import { contactEvents } from "./contact-events.ts";
import { conversationEvents } from "./conversation-events.ts";
import { feedbackEvents } from "./feedback-events.ts";
import { teamEvents } from "./team-events.ts";

/** Every event type deskpulse accepts, with the schema of its `data`. */
export const vocabulary = {
  ...conversationEvents,
  ...feedbackEvents,
  ...businessEvents,
  ...contactEvents,
  ...teamEvents,
} as const;

export type EventType = keyof typeof vocabulary;

export type EventData<T extends EventType> = z.infer<(typeof vocabulary)[T]>;

/** One accepted event, as it is stored: the instant is parsed, the subject is worked out. */
export type DeskEvent<T extends EventType = EventType> = {
  [K in T]: {
    readonly source: string;
    readonly id: string;
    readonly type: K;
    /** When it happened. */
    readonly at: Date;
    readonly subject: Subject;
    readonly data: EventData<K>;
  };
}[T];

/** What an event is about. All events of one subject are folded together into its facts. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

export type SubjectKind =
  | "conversation"
  | "agent"
  | "contact"
  | "appointment"
  | "payment"
  | "order"
  /** Stands alone; its id is `source` and `id` of the event. */
  | "event";

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(vocabulary, type);
}
