import type { ChatAsker } from "../../answering/chat-answers.ts";
import type { Place } from "../../commands/command.ts";

/** One thing that somebody typed, tapped or sent. */
export interface Interaction {
  readonly asker: ChatAsker;
  /** Opens one modal within 3 s; the same when Slack sends the same request again, so it names the request as well. */
  readonly triggerId: string;
  /** Where answers go, 5 times within 30 minutes; none from modals and the Home. */
  readonly responseUrl?: string | undefined;
  /** A slash command: what its address said before may be replaced, since nobody else sees it. */
  readonly isCommand?: boolean;
}

export interface Whence {
  readonly workspace: string;
  readonly user: string;
  /** Undefined on the Home, and where a modal no longer knows. */
  readonly channel?: string | undefined;
  readonly channelName?: string | undefined;
}

export function askerFrom({ workspace, user, channel, channelName }: Whence): ChatAsker {
  return {
    user: { platform: "slack", tenant: workspace, id: user },
    place: { platform: "slack", channel: channel || user, kind: kindOf(channel, channelName) },
  };
}

/** Private channels have had G… too, so a group chat is told by its name. */
function kindOf(channel: string | undefined, name: string | undefined): Place["kind"] {
  if (!channel || channel.startsWith("D")) return "personal";
  return name?.startsWith("mpdm-") ? "group" : "channel";
}
