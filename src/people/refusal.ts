import { askAdmins, askInWords } from "./ask-whom.ts";
import type { ChatUser } from "./chat-profiles.ts";
import type { Directory } from "./directory.ts";
import type { Refused } from "./viewer.ts";

/** Why a chat user is nobody. */
export type WhyNobody =
  /** The platform tells no address. */
  | { readonly kind: "no-email" }
  /** Nobody has the address. */
  | { readonly kind: "unknown"; readonly email: string }
  /** Several agents have it, and nobody can tell which is meant. */
  | { readonly kind: "several"; readonly email: string }
  /** An admin linked the user to nobody. */
  | { readonly kind: "unlinked" }
  /** Whom the link names by hand is not there any more. */
  | { readonly kind: "link-leads-nowhere" }
  | { readonly kind: "left" | "external" | "gone" | "bot" }
  | { readonly kind: "unavailable"; readonly reason: string };

const platformNames = { slack: "Slack", teams: "Teams", console: "The console" } as const;

/** Why nothing may be seen, in whole sentences, with whom to ask and what they would run. */
export function refusalOf(why: WhyNobody, user: ChatUser, directory: Directory): Refused {
  const reason = inWords(why, platformNames[user.platform]);
  if (why.kind === "unavailable") return { reason, ask: [], remedy: null };
  const ask = askAdmins(directory);
  const canBeLinked = why.kind !== "external" && why.kind !== "gone" && why.kind !== "bot";
  return {
    reason: `${reason} ${askInWords(ask)}`,
    ask,
    remedy: canBeLinked ? linkCommand(user) : null,
  };
}

/** What links this user, once the address stands in it. */
function linkCommand({ platform, tenant, id }: ChatUser): string | null {
  if (platform === "console") return null;
  const place = platform === "slack" ? "--workspace" : "--tenant";
  return `deskpulse people link --${platform} ${id} ${place} ${tenant} --email NAME@EXAMPLE.COM`;
}

function inWords(why: WhyNobody, platform: string): string {
  switch (why.kind) {
    case "no-email":
      return `${platform} does not tell deskpulse your e-mail address, so it cannot know who you are.`;
    case "unknown":
      return `Nobody whom deskpulse knows has your e-mail address, ${why.email}.`;
    case "several":
      return `More than one agent has your e-mail address, ${why.email}, so deskpulse cannot tell which one you are.`;
    case "unlinked":
      return "Your account here was unlinked from deskpulse.";
    case "link-leads-nowhere":
      return "Your account here is linked to somebody who is not there any more.";
    case "left":
      return "You are marked as having left, so deskpulse shows you nothing.";
    case "external":
      return "deskpulse shows nothing to guests and people of other companies.";
    case "gone":
      return `${platform} says that your account is deactivated.`;
    case "bot":
      return "deskpulse shows nothing to bots.";
    case "unavailable":
      return `deskpulse could not ask ${platform} who you are: ${why.reason}. Try again in a minute.`;
    default:
      return why satisfies never;
  }
}
