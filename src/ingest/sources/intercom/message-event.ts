import type { JsonView } from "../../json-view.ts";
import { mediaKind } from "../../media-kind.ts";
import type { RawEvent } from "../../source.ts";
import type { Conversation } from "./conversation.ts";

interface Said {
  readonly view: JsonView;
  readonly eventId: string | undefined;
  readonly id: string | undefined;
  readonly time: string | undefined;
}

/** What somebody wrote to the other side; undefined where nothing was written or attached. */
export function messageEvent(conversation: Conversation, said: Said, author: JsonView): RawEvent | undefined {
  const { view, id, time } = said;
  const text = view.at("body").htmlText;
  const media = mediaOf(view);
  if (text === undefined && media === undefined) return undefined;
  const data = { conversation: conversation.id, message: id, text, media };
  const who = author.at("id").id;
  switch (author.at("type").id) {
    case "admin":
      return {
        id: said.eventId,
        type: "message.sent",
        time,
        data: { ...data, author: { kind: "agent", id: who } },
      };
    case "user":
    case "lead":
    case "contact":
      return { id: said.eventId, type: "message.received", time, data: { ...data, customer: who } };
    default:
      return {
        id: said.eventId,
        type: "message.sent",
        time,
        data: { ...data, author: { kind: "bot", id: who } },
      };
  }
}

export function mediaOf(view: JsonView): string[] | undefined {
  const kinds = view.at("attachments").list.map((file) => mediaKind(file.at("content_type").id));
  return kinds.length > 0 ? kinds : undefined;
}
