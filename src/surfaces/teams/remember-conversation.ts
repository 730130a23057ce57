import type { Activity, ChannelData } from "@microsoft/teams.api";
import { withinLimit } from "../../answering/within-limit.ts";
import { reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import { conversationId } from "./conversation-id.ts";
import type { ReferenceStore, TeamsReference } from "./reference-store.ts";

/**
 * Keeps the references in step with what Teams tells: where the app is, and where it is no more.
 *
 * @returns the conversations it is no more in
 */
export async function rememberConversation(
  activity: Activity,
  references: ReferenceStore,
): Promise<readonly string[]> {
  const { serviceUrl, channelData, conversation } = activity;
  const teamId = channelData?.team?.id;
  if (isRemoval(activity)) {
    const id = conversationId(conversation.id);
    await references.remove(id);
    const others = teamId === undefined ? [] : await references.removeTeam(teamId);
    return [...new Set([id, ...others])];
  }
  const gone = goneChannel(activity);
  if (gone !== undefined) {
    await references.remove(gone);
    return [gone];
  }
  if (serviceUrl === undefined) return [];
  const tenantId = conversation.tenantId ?? channelData?.tenant?.id;
  for (const target of targets(conversation.id, channelData)) {
    await references.save({
      target,
      serviceUrl,
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(teamId === undefined ? {} : { teamId }),
      ...(isPersonal(activity) ? idsOf(activity) : {}),
    });
  }
  return [];
}

function isPersonal({ conversation, from, recipient }: Activity): boolean {
  return conversation.conversationType === "personal" && from.id !== recipient?.id;
}

function idsOf({ from }: Activity): Pick<TeamsReference, "userId" | "directoryId"> {
  return { userId: from.id, ...(from.aadObjectId === undefined ? {} : { directoryId: from.aadObjectId }) };
}

function isRemoval(activity: Activity): boolean {
  if (activity.type === "installationUpdate") return activity.action === "remove";
  if (activity.type !== "conversationUpdate") return false;
  const isTeamGone = ["teamDeleted", "teamHardDeleted"].includes(activity.channelData?.eventType);
  return isTeamGone || (activity.membersRemoved ?? []).some(({ id }) => id === activity.recipient?.id);
}

function goneChannel(activity: Activity): string | undefined {
  if (activity.type !== "conversationUpdate" || activity.channelData?.eventType !== "channelDeleted") {
    return undefined;
  }
  return activity.channelData.channel?.id;
}

/** On installation Teams names the team's first channel and the one that was chosen; a bot may post to both. */
function targets(conversation: string, channelData: ChannelData | undefined): Set<string> {
  const ids = [conversation, channelData?.channel?.id, channelData?.settings?.selectedChannel?.id];
  return new Set(ids.flatMap((id) => (id === undefined ? [] : [conversationId(id)])));
}

/** No answer waits longer for this, nor fails with it: it is told again with the next activity. */
export async function rememberInPassing(
  activity: Activity,
  { references, logger }: { readonly references: ReferenceStore; readonly logger: Logger },
): Promise<void> {
  try {
    await withinLimit(rememberConversation(activity, references), LIMIT_MS);
  } catch (error) {
    logger.warn(
      { source: "teams", reason: reason(error) },
      "Where to reach a conversation could not be kept",
    );
  }
}

const LIMIT_MS = 10_000;
