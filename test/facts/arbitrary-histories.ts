import fc from "fast-check";
import type { DeskEvent, EventType } from "../../src/events/vocabulary.ts";
import { events, type Line } from "./timetable.ts";

const money = { amount: fc.constantFrom("10.00", "12.5", 0, 7), currency: fc.constantFrom("EUR", "USD") };
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const segment = maybe(fc.constantFrom("smb", "pro"));
const flags = { cellPhone: maybe(fc.boolean()), active: maybe(fc.boolean()), segment };

/** What may happen to one contact, in any order of arrival. */
export const contactHistories = histories(
  kind("contact.created", flags),
  kind("contact.updated", flags),
  kind("contact.unsubscribed", {}),
  kind("contact.resubscribed", {}),
  kind("subscription.started", { ...money, segment }),
  kind("subscription.changed", { ...money, segment }),
  kind("subscription.cancelled", {}),
);

/** What may happen to one appointment, in any order of arrival. */
export const appointmentHistories = histories(
  kind("appointment.reminded", { contact: maybe(fc.constant("eva")) }),
  kind("appointment.replied", { text: fc.constantFrom("yes", "No", "Where?") }),
  kind("appointment.confirmed", {}),
  kind("appointment.cancelled", {}),
  kind("appointment.rescheduled", {}),
);

/** What may happen to one agent, in any order of arrival. */
export const agentHistories = histories(
  kind("agent.updated", { active: maybe(fc.boolean()), team: fc.constantFrom("front", null, undefined) }),
  kind("agent.presence", { state: fc.constantFrom("online", "away", "offline") }),
  kind("agent.absent", { hours: fc.constantFrom(1, 8) }),
  kind("agent.left", {}),
);

type Happening = fc.Arbitrary<readonly [EventType, Record<string, unknown>]>;

/** Few instants, so that much happens at once. */
function histories(...happenings: readonly Happening[]): fc.Arbitrary<readonly DeskEvent[]> {
  const line = fc
    .tuple(fc.integer({ min: 10, max: 22 }), fc.oneof(...happenings))
    .map(([hour, [type, data]]): Line => [`${hour}:00`, type, data]);
  return fc.array(line, { maxLength: 20 }).map((lines) => events(...lines));
}

function kind(type: EventType, data: Record<string, fc.Arbitrary<unknown>>): Happening {
  return fc.record(data).map((fields) => [type, fields] as const);
}
