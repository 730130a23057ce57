import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent } from "../../source.ts";
import type { Conversation } from "./conversation.ts";
import { mediaOf, messageEvent } from "./message-event.ts";

/** One entry in a conversation's history. */
export interface Part {
  readonly view: JsonView;
  readonly id: string | undefined;
  readonly type: string;
  readonly time: string | undefined;
  readonly author: JsonView;
  /** Who did it, where it was a teammate. */
  readonly agent: string | undefined;
}

export function partsOf({ view }: Conversation): Part[] {
  return view.at("conversation_parts", "conversation_parts").list.map((part) => {
    const author = part.at("author");
    return {
      view: part,
      id: part.at("id").id,
      type: part.at("part_type").id ?? "",
      time: part.at("created_at").instant,
      author,
      agent: author.at("type").id === "admin" ? author.at("id").id : undefined,
    };
  });
}

const WRITTEN_TO_THE_OTHER_SIDE = new Set(["comment", "open", "close", "quick_reply"]);

/** What was written in it to the other side; an assignment's words are for colleagues. */
export function partMessage(conversation: Conversation, part: Part): RawEvent[] {
  if (!WRITTEN_TO_THE_OTHER_SIDE.has(part.type)) return [];
  const { view, id, time, author } = part;
  const said = { view, id, time, eventId: eventId("part", id, "message") };
  const message = messageEvent(conversation, said, author);
  return message ? [message] : [];
}

export function partNote(conversation: Conversation, part: Part): RawEvent[] {
  if (!part.type.startsWith("note") || part.agent === undefined) return [];
  return [partEvent(conversation, part, "note.added", { agent: part.agent, media: mediaOf(part.view) })];
}

/** An event whose record in Intercom is this part. */
export function partEvent(
  conversation: Conversation,
  part: Part,
  type: RawEvent["type"],
  data: RawEvent["data"] = {},
): RawEvent {
  return {
    id: eventId("part", part.id, type.split(".")[1]),
    type,
    time: part.time,
    data: { conversation: conversation.id, ...data },
  };
}
