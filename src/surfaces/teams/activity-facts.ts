import type { Activity } from "@microsoft/teams.api";
import { conversationId } from "./conversation-id.ts";
import type { Conversation } from "./teams-posts.ts";

/** Where an activity came from, with its thread. */
export function conversationOf({ conversation, serviceUrl = "" }: Activity): Conversation {
  return { id: conversation.id.trim(), serviceUrl };
}

/** The same whenever Teams sends the same activity: its ids are unique within a conversation only. */
export function requestId({ conversation, id, type }: Activity): string {
  return `${type}/${conversationId(conversation.id)}/${id}`;
}
