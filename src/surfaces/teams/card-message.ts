import { type Attachment, cardAttachment } from "@microsoft/teams.api";
import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { cutText } from "./card-text.ts";

export interface CardMessage {
  readonly type: "message";
  readonly summary: string;
  readonly attachments: Attachment[];
}

/**
 * A card alone: with a text beside it (the SDK's own builder puts an empty one) Teams answers 202 without an id and the
 * message can never be updated. What the notification shows stands in `summary`.
 */
export function cardMessage(card: IAdaptiveCard, summary: string): CardMessage {
  return {
    type: "message",
    summary: cutText(summary, SUMMARY),
    attachments: [cardAttachment("adaptive", card)],
  };
}

/** What a notification shows of it at most. */
const SUMMARY = 250;
