import type { DeskEvent } from "../events/vocabulary.ts";
import { creditOfAssignee, creditOfSender } from "./credit.ts";
import { countMedia } from "./media.ts";
import type { ConversationAttributes, Credit, MessageRow } from "./rows.ts";
import { type Moment, replierOf } from "./timeline.ts";

/** A message or note as a row, but for its number and credit. Its own channel and customer stand before. */
export function messageOf(
  event: DeskEvent,
  attributes: ConversationAttributes,
): Omit<MessageRow, "no" | keyof Credit> | null {
  const { at } = event;
  switch (event.type) {
    case "message.received": {
      const { media, channel = attributes.channel, customer = attributes.customer, inReplyTo } = event.data;
      const sender = { direction: "received", author: "customer", inReplyTo: inReplyTo ?? null } as const;
      const heard = { sentiment: event.data.sentiment ?? null, isAnswered: null, isInServiceHours: null };
      return { ...attributes, channel, customer, at, ...sender, ...heard, ...countMedia(media) };
    }
    case "message.sent": {
      const { media, channel = attributes.channel, author } = event.data;
      const sender = { direction: "sent", author: author.kind, inReplyTo: null } as const;
      return { ...attributes, channel, at, ...sender, ...unheard, ...countMedia(media) };
    }
    case "note.added": {
      const sender = { direction: "note", author: "agent", inReplyTo: null } as const;
      return { ...attributes, at, ...sender, ...unheard, ...countMedia(event.data.media) };
    }
    default:
      return null;
  }
}

/** What is known of customers' messages only. */
const unheard = { sentiment: null, isAnswered: null, isInServiceHours: null };

/** The messages and notes of a conversation. */
export function messagesOf(
  timeline: readonly Moment[],
  attributes: ConversationAttributes,
): readonly MessageRow[] {
  const rows: MessageRow[] = [];
  const answered = answeredAmong(timeline);
  for (const moment of timeline) {
    const message = messageOf(moment.event, attributes);
    if (!message) continue;
    const isAnswered = message.direction === "received" ? answered.has(moment) : null;
    rows.push({ ...message, ...creditOf(moment), no: rows.length + 1, isAnswered });
  }
  return rows;
}

/** What a customer said whose turn, as in turnsOf, ended in a reply. */
function answeredAmong(timeline: readonly Moment[]): ReadonlySet<Moment> {
  const answered = new Set<Moment>();
  let isReplied = false;
  for (const moment of timeline.toReversed()) {
    const { event } = moment;
    if (replierOf(event) !== null) isReplied = true;
    else if (event.type === "conversation.resolved" || event.type === "conversation.closed")
      isReplied = false;
    else if (isReplied && event.type === "message.received") answered.add(moment);
  }
  return answered;
}

function creditOf(moment: Moment): Credit {
  const { event } = moment;
  if (event.type === "message.received") return creditOfAssignee(moment);
  return creditOfSender(moment, event.type === "note.added" ? event.data.agent : replierOf(event));
}
