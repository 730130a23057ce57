import { eventId } from "../../event-id.ts";
import type { RawEvent } from "../../source.ts";
import type { Conversation } from "./conversation.ts";

/**
 * The rating a customer gave, on Intercom's five faces.
 *
 * @param fallback when it was told; a rating's `created_at` is when it was asked for
 */
export function ratingEvents(conversation: Conversation, fallback: string | undefined): RawEvent[] {
  const rating = conversation.view.at("conversation_rating");
  const score = rating.at("rating").number;
  if (score === undefined) return [];
  const time = rating.at("updated_at").instant ?? fallback;
  return [
    {
      id: eventId("conversation", conversation.id, "rating", time),
      type: "survey.answered",
      time,
      data: {
        survey: "csat",
        score,
        conversation: conversation.id,
        customer: conversation.customer ?? rating.at("contact", "id").id,
        agent: rating.at("teammate", "id").id,
        comment: rating.at("remark").text,
      },
    },
  ];
}
