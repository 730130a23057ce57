import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent } from "../../source.ts";
import { changedAt } from "./status-events.ts";

/** The customer's answer to a survey message, where this message was one and has been answered. */
export function ratingEvents(message: JsonView, conversation: JsonView): RawEvent[] {
  const answer = message.at("content_attributes", "submitted_values", "csat_survey_response");
  const score = answer.at("rating").number;
  if (score === undefined) return [];
  return [
    {
      id: eventId("message", message.at("id").id, "rating", String(score)),
      type: "survey.answered",
      time: changedAt(conversation) ?? message.at("created_at").instant,
      data: {
        survey: "csat",
        score,
        conversation: conversation.at("id").id,
        customer: conversation.at("meta", "sender", "id").id,
        comment: answer.at("feedback_message").text,
      },
    },
  ];
}
