import type { Labels } from "./desk.ts";
import type { Heard } from "./heard.ts";

export interface Contact {
  readonly name: string;
  readonly isActive: boolean;
  readonly hasPhone: boolean;
  readonly isSubscribed: boolean;
  /** Its segment, as known then. */
  readonly labels: Labels;
}

export interface Change {
  readonly at: number;
  readonly before: Contact;
  readonly after: Contact;
}

function isAboutContacts({ type }: Heard): boolean {
  return type.startsWith("contact.") && type !== "contact.forgotten";
}

/** What each event changed, in order. */
export function contactChanges(heard: readonly Heard[]): readonly Change[] {
  const people = Map.groupBy(heard.filter(isAboutContacts), ({ data }) => data.contact ?? "");
  return [...people].flatMap(([name, told]) => {
    const labels = { segment: [null] };
    let now: Contact = { name, isActive: true, hasPhone: false, isSubscribed: true, labels };
    return told.map(({ at, type, data }) => {
      const before = now;
      now = {
        name,
        labels: data.segment === undefined ? now.labels : { segment: [data.segment] },
        isActive: data.active ?? now.isActive,
        hasPhone: data.cellPhone ?? now.hasPhone,
        isSubscribed:
          { "contact.unsubscribed": false, "contact.resubscribed": true }[type] ?? now.isSubscribed,
      };
      return { at, before, after: now };
    });
  });
}

/** The last that a contact or a subscription had been told with before an instant, or by an event. */
export function segmentBefore(customer: string, heard: readonly Heard[], end: number | Heard): string | null {
  const known =
    typeof end === "number" ? heard.filter(({ at }) => at < end) : heard.slice(0, heard.indexOf(end) + 1);
  const told = known.findLast(
    ({ type, data }) =>
      data.segment !== undefined &&
      ((type.startsWith("contact.") && data.contact === customer) ||
        (type.startsWith("subscription.") && data.customer === customer)),
  );
  return told?.data.segment ?? null;
}

/** The contacts there are at an instant, by what happened before it. */
export function contactsAt(heard: readonly Heard[], instant: number): readonly Contact[] {
  const latest = new Map<string, Contact>();
  for (const { at, after } of contactChanges(heard)) if (at < instant) latest.set(after.name, after);
  return [...latest.values()];
}
