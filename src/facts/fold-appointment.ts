import type { DeskEvent } from "../events/vocabulary.ts";
import { verdictOfReply } from "./appointment-reply.ts";
import { inOrder } from "./event-order.ts";
import { noFacts } from "./no-facts.ts";
import type { FactRows } from "./rows.ts";
import type { AppointmentRow, ReminderRow } from "./rows-beside-conversations.ts";

type Status = AppointmentRow["status"];
type Reminder = Pick<ReminderRow, "at" | "isAnswered">;

/**
 * Folds all events of one appointment. Its status is the latest verdict; another reminder takes none back.
 *
 * @param events in any order, repeats allowed
 */
export function foldAppointment(events: readonly DeskEvent[]): FactRows {
  const ordered = inOrder(events.filter((event) => event.subject.kind === "appointment"));
  const [first] = ordered;
  if (!first) return noFacts;
  const appointment = ordered.reduce(appointmentAfter, {
    appointment: first.subject.id,
    contact: null,
    startsAt: null,
    status: "unconfirmed",
    lastEventAt: first.at,
  });
  const { contact, status } = appointment;
  const reminders = remindersOf(ordered).map((reminder, index) => {
    return { no: index + 1, appointment: first.subject.id, contact, ...reminder, status };
  });
  return { ...noFacts, appointments: [appointment], reminders };
}

function appointmentAfter(before: AppointmentRow, event: DeskEvent): AppointmentRow {
  const after = { ...before, status: verdictOf(event) ?? before.status, lastEventAt: event.at };
  switch (event.type) {
    case "appointment.reminded":
      return {
        ...after,
        contact: event.data.contact ?? before.contact,
        startsAt: startIn(event.data, before),
      };
    case "appointment.confirmed":
    case "appointment.cancelled":
    case "appointment.rescheduled":
      return { ...after, startsAt: startIn(event.data, before) };
    default:
      return after;
  }
}

function startIn(
  { startsAt }: { readonly startsAt?: string | undefined },
  before: AppointmentRow,
): Date | null {
  return startsAt === undefined ? before.startsAt : new Date(startsAt);
}

function verdictOf(event: DeskEvent): Status | null {
  switch (event.type) {
    case "appointment.confirmed":
      return "confirmed";
    case "appointment.cancelled":
      return "cancelled";
    case "appointment.rescheduled":
      return "rescheduled";
    case "appointment.replied": {
      const verdict = verdictOfReply(event.data.text);
      return verdict && (verdict === "yes" ? "confirmed" : "cancelled");
    }
    default:
      return null;
  }
}

/** A reply answers the reminder before it. */
function remindersOf(events: readonly DeskEvent[]): readonly Reminder[] {
  const reminders: Reminder[] = [];
  for (const { type, at } of events) {
    const last = reminders.at(-1);
    if (type === "appointment.reminded") reminders.push({ at, isAnswered: false });
    if (type === "appointment.replied" && last) reminders.splice(-1, 1, { ...last, isAnswered: true });
  }
  return reminders;
}
