import type {
  AdaptiveCardActionCardResponse,
  AdaptiveCardActionErrorResponse,
  AdaptiveCardActionMessageResponse,
} from "@microsoft/teams.api";
import type { AnswerCard } from "./answer-card.ts";

/** A line shown with the card that was pressed; the card stays. */
export function toast(value: string): AdaptiveCardActionMessageResponse {
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value };
}

/** Takes the place of the card that was pressed, for who pressed. */
export function shownCard({ card }: AnswerCard): AdaptiveCardActionCardResponse {
  return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card };
}

export function badRequest(message: string): AdaptiveCardActionErrorResponse {
  return {
    statusCode: 400,
    type: "application/vnd.microsoft.error",
    value: { code: "BadRequest", message, innerHttpError: { statusCode: 400, body: null } },
  };
}
