import type { Activity } from "@microsoft/teams.api";
import type { ChatAsker } from "../../answering/chat-answers.ts";
import type { Place } from "../../commands/command.ts";
import { conversationId } from "./conversation-id.ts";

/** Who wrote or pressed something, and where, as an activity tells it whose token was checked. */
export function teamsAsker(activity: Activity): ChatAsker {
  const { from, conversation, channelData } = activity;
  const channel = conversationId(conversation.id);
  return {
    user: {
      platform: "teams",
      tenant: conversation.tenantId ?? channelData?.tenant?.id ?? "",
      id: from.aadObjectId ?? from.id,
      memberId: from.id,
      conversation: channel,
      locale: activity.locale ?? clientInfo(activity, "locale"),
      timezone: textOf(activity, "localTimezone") ?? clientInfo(activity, "timezone"),
    },
    place: { platform: "teams", channel, kind: placeKind(conversation.conversationType) },
  };
}

/** What is not known for a personal chat is one that others read. */
function placeKind(type: string | undefined): Place["kind"] {
  if (type === "personal") return "personal";
  return type === "groupChat" ? "group" : "channel";
}

/** Some clients tell it beside the message, some in an entity. */
function clientInfo({ entities = [] }: Activity, name: string): string | undefined {
  const info = entities.find((entity) => entity.type === "clientInfo");
  return info ? textOf(info, name) : undefined;
}

function textOf(value: object, name: string): string | undefined {
  const found: unknown = Reflect.get(value, name);
  return typeof found === "string" && found !== "" ? found : undefined;
}
