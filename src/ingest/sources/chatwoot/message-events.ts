import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import { mediaKind } from "../../media-kind.ts";
import type { RawEvent } from "../../source.ts";
import { channelOf } from "./channel-of.ts";

/** In a conversation the API writes numbers, in a webhook of its own words. */
const kinds = ["incoming", "outgoing", "activity", "template"];

/** What somebody or something wrote; none for Chatwoot's own lines about what happened. */
export function messageEvents(message: JsonView, conversation: JsonView): RawEvent[] {
  const kind = kindOf(message);
  const { id } = message.at("id");
  const attachments = message.at("attachments").list.map((file) => mediaKind(file.at("file_type").id));
  const known = { id: eventId("message", id), time: message.at("created_at").instant };
  const media = attachments.length > 0 ? attachments : undefined;
  const data = {
    conversation: conversation.at("id").id,
    message: id,
    channel: channelOf(conversation.at("channel").id ?? conversation.at("meta", "channel").id),
    text: message.at("content").text,
    media,
  };
  const sender = message.at("sender", "id").id ?? message.at("sender_id").id;
  if (kind === "incoming")
    return [{ ...known, type: "message.received", data: { ...data, customer: sender } }];
  if (kind === "template") return [sent(known, data, { kind: "automation" }), ...offered(message, data)];
  if (kind !== "outgoing") return [];
  const author = authorOf(message, sender);
  if (message.at("private").flag !== true) return [sent(known, data, author)];
  if (author.kind !== "agent") return [];
  return [{ ...known, type: "note.added", data: { conversation: data.conversation, agent: sender, media } }];
}

export function kindOf(message: JsonView): string | undefined {
  const type = message.at("message_type");
  return typeof type.value === "number" ? kinds[type.value] : type.id;
}

interface Author {
  readonly kind: string;
  readonly id?: string | undefined;
}

function sent(known: Pick<RawEvent, "id" | "time">, data: RawEvent["data"], author: Author): RawEvent {
  return { ...known, type: "message.sent", data: { ...data, author } };
}

function authorOf(message: JsonView, sender: string | undefined): Author {
  const type = (message.at("sender", "type").id ?? message.at("sender_type").id)?.toLowerCase();
  if (type === "user") return { kind: "agent", id: sender };
  if (type !== undefined) return { kind: "bot", id: sender };
  const isCampaign = message.at("additional_attributes", "campaign_id").isPresent;
  return { kind: isCampaign ? "campaign" : "automation" };
}

function offered(
  message: JsonView,
  { conversation }: { readonly conversation: string | undefined },
): RawEvent[] {
  if (message.at("content_type").id !== "input_csat") return [];
  return [
    {
      id: eventId("message", message.at("id").id, "offered"),
      type: "survey.offered",
      time: message.at("created_at").instant,
      data: { survey: "csat", conversation },
    },
  ];
}
