import { isDeepStrictEqual } from "node:util";
import type { DeskEvent } from "../events/vocabulary.ts";
import type { ContactChangeRow, ContactStateRow } from "./rows-beside-conversations.ts";
import { stretchesOf } from "./stretches.ts";

type Known = Omit<ContactStateRow, "no" | "contact" | "validFrom" | "validTo">;

/** What holds of a contact until somebody says otherwise. */
const usual: Known = {
  segment: null,
  isActive: true,
  hasCellPhone: false,
  hasEmail: false,
  isSubscribed: true,
};

/**
 * What was known of a contact and when, and what happened to it. It is there from the first event that describes it:
 * what it pays, or that it was forgotten, makes nobody a contact.
 *
 * @param events in order
 */
export function contactHistory(
  contact: string,
  events: readonly DeskEvent[],
): { readonly states: readonly ContactStateRow[]; readonly changes: readonly ContactChangeRow[] } {
  const known: { at: Date; value: Known }[] = [];
  const changes: ContactChangeRow[] = [];
  for (const event of events) {
    const before = known.at(-1)?.value;
    const after = knownAfter(before ?? usual, event);
    if (after === null || (before !== undefined && isDeepStrictEqual(before, after))) continue;
    known.push({ at: event.at, value: after });
    for (const kind of changesBetween(before ?? usual, after)) {
      changes.push({ no: changes.length + 1, contact, segment: after.segment, at: event.at, kind });
    }
  }
  const states = stretchesOf(known).map(({ value, ...span }, index) => {
    return { no: index + 1, contact, ...value, ...span };
  });
  return { states, changes };
}

/** null for an event that says nothing about it. */
function knownAfter(before: Known, event: DeskEvent): Known | null {
  switch (event.type) {
    case "contact.created":
    case "contact.updated": {
      const { cellPhone, email, segment, active } = event.data;
      return {
        ...before,
        segment: segment ?? before.segment,
        isActive: active ?? before.isActive,
        hasCellPhone: cellPhone ?? before.hasCellPhone,
        hasEmail: email ?? before.hasEmail,
      };
    }
    case "contact.unsubscribed":
      return { ...before, isSubscribed: false };
    case "contact.resubscribed":
      return { ...before, isSubscribed: true };
    default:
      return null;
  }
}

function changesBetween(before: Known, after: Known): ContactChangeRow["kind"][] {
  const kinds: ContactChangeRow["kind"][] = [];
  if (after.hasCellPhone && !before.hasCellPhone) kinds.push("phone-added");
  if (before.isSubscribed && !after.isSubscribed) kinds.push("unsubscribed");
  return kinds;
}
