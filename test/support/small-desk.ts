import type { Kysely } from "kysely";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { type Database, DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { deskEvent } from "./desk-events.ts";

/** The morning after the small desk's two days, 08:30 in Amsterdam. */
export const smallDeskMorning = "2026-03-03T08:30";

/** Writes two days of a small desk to the log: twelve conversations on Sunday, sixteen on Monday, two agents. */
export async function seedSmallDesk(db: Kysely<Database>): Promise<void> {
  const events = [...conversationsOf("2026-03-01", 12, 4), ...conversationsOf("2026-03-02", 16, 9)];
  await appendEvents(db, DEFAULT_ACCOUNT, events, new Date("2026-03-03T00:00:00Z"));
  await projectChanges(db);
}

/** @param minutes the customers' wait for a reply */
function conversationsOf(day: string, count: number, minutes: number) {
  return Array.from({ length: count }, (_, no) => {
    const conversation = `${day}-${no}`;
    const agent = no % 3 === 0 ? "ada" : "kim";
    const at = (minute: number) =>
      new Date(Date.parse(`${day}T08:00:00Z`) + (no * 30 + minute) * 60_000).toISOString();
    const event = (type: Parameters<typeof deskEvent>[0], name: string, minute: number, data: object) =>
      deskEvent(type, `${conversation}-${name}`, at(minute), { conversation, ...data });
    return [
      event("conversation.opened", "open", 0, { channel: no % 2 ? "email" : "chat", team: "billing" }),
      event("message.received", "ask", 0, {}),
      event("message.sent", "reply", minutes, { author: { kind: "agent", id: agent } }),
      event("conversation.resolved", "done", minutes + 20, { agent }),
    ];
  }).flat();
}
