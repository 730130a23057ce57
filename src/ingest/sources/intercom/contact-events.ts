import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent } from "../../source.ts";

const created = /^(user|contact|contact\.user|contact\.lead)\.created$/;
const updated =
  /^(user\.email\.updated|contact\.(email\.updated|added_email|signed_up|(user|lead)\.(updated|added_email|signed_up)))$/;
const deleted = /^(user|contact)\.(deleted|archived?)$/;
const unsubscribed = /^(user|contact)\.unsubscribed$/;

/** What a notification says about a contact: that there is one, and whether it can be reached; never its address. */
export function contactEvents(topic: string, body: JsonView): RawEvent[] {
  const contact = body.at("data", "item");
  const id = contact.at("id").id;
  const noticedAt = body.at("created_at").instant;
  const told = (type: RawEvent["type"], data: RawEvent["data"]): RawEvent => ({
    id: eventId(body.at("id").id, type.split(".")[1]),
    type,
    time: noticedAt,
    data: { contact: id, ...data },
  });
  if (created.test(topic)) {
    const time = contact.at("created_at").instant ?? noticedAt;
    return [{ ...told("contact.created", reachedBy(contact)), id: eventId("contact", id, "created"), time }];
  }
  if (updated.test(topic)) return [told("contact.updated", reachedBy(contact))];
  // Archived or deleted in the help desk: no longer a contact to be counted. Erasing a person is asked for here.
  if (deleted.test(topic)) return [told("contact.updated", { active: false })];
  if (unsubscribed.test(topic)) return [told("contact.unsubscribed", {})];
  return [];
}

function reachedBy(contact: JsonView): { email: boolean; cellPhone: boolean } {
  return { email: contact.at("email").id !== undefined, cellPhone: contact.at("phone").id !== undefined };
}
