import { parseEvent } from "../../src/events/parse-event.ts";
import type { DeskEvent, EventType } from "../../src/events/vocabulary.ts";
import { foldConversations } from "../../src/facts/fold-conversations.ts";
import type { FactRows } from "../../src/facts/rows.ts";

/** When, what, and its data: the conversation is "c1" unless named, the id is the line's number unless named. */
export type Line = readonly [
  clock: string,
  type: EventType,
  data?: Record<string, unknown>,
  envelope?: { readonly id?: string; readonly source?: string },
];

/** An instant on Monday 2 March 2026 UTC, "09:30", or on another day of that March, "7 09:30". */
export function at(clock: string): Date {
  const [time = "", day = "2"] = clock.split(" ").reverse();
  const [hours = "00", minutes = "00", seconds = "00"] = time.split(":");
  return new Date(`2026-03-${day.padStart(2, "0")}T${hours}:${minutes}:${seconds}Z`);
}

/** The events of a timetable, checked against the vocabulary as at the door. */
export function events(...lines: readonly Line[]): DeskEvent[] {
  return lines.map(([clock, type, data = {}, { id, source = "desk" } = {}], index) => {
    const envelope = { id: id ?? `e${String(index + 1).padStart(3, "0")}`, source, type };
    const parsed = parseEvent(
      { ...envelope, time: at(clock).toISOString(), data: { ...defaults(type), ...data } },
      { now: at("31 00:00") },
    );
    if (!parsed.ok) throw new Error(`${type}: ${JSON.stringify(parsed.errors)}`);
    return parsed.event;
  });
}

/** The facts of a timetable. */
export function factsOf(...lines: readonly Line[]): FactRows {
  return foldConversations(events(...lines));
}

export const ann = { author: { kind: "agent", id: "ann" } } as const;
export const ben = { author: { kind: "agent", id: "ben" } } as const;
export const bot = { author: { kind: "bot" } } as const;

export const MINUTE = 60_000;

function defaults(type: EventType): Record<string, unknown> {
  if (type === "conversation.opened") return { conversation: "c1", channel: "chat" };
  if (type.startsWith("agent.")) return { agent: "ann" };
  if (type.startsWith("contact.")) return { contact: "eva" };
  if (type.startsWith("subscription.")) return { customer: "eva" };
  if (type.startsWith("appointment.")) return { appointment: "a1" };
  return { conversation: "c1" };
}
