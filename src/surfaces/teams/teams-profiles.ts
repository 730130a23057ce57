import type { TeamsChannelAccount } from "@microsoft/teams.api";
import { reason } from "../../errors.ts";
import type { ChatProfile, ChatProfiles, ChatUser } from "../../people/chat-profiles.ts";
import { knownTimezone } from "../../people/known-timezone.ts";
import { conversationId } from "./conversation-id.ts";
import type { ReferenceStore } from "./reference-store.ts";
import { loopbackServiceUrls, microsoftServiceUrls } from "./service-urls.ts";
import { type TeamsSdkOptions, teamsSdk } from "./teams-sdk.ts";

export interface TeamsProfilesOptions extends TeamsSdkOptions {
  readonly references: ReferenceStore;
  /** Service addresses to be believed besides Microsoft's: a test's connector. */
  readonly trustedServiceUrls?: readonly string[] | undefined;
}

/** Looks users up in the roster of the conversation they wrote in; no permission of Microsoft Graph is needed. */
export function teamsProfiles(options: TeamsProfilesOptions): ChatProfiles {
  const { credentials, references, trustedServiceUrls } = options;
  const app = teamsSdk(options);
  const trusts = credentials ? microsoftServiceUrls(trustedServiceUrls) : loopbackServiceUrls;
  return {
    async profileOf(user) {
      if (user.conversation === undefined) return unavailable("nobody said where it was asked");
      const conversation = conversationId(user.conversation);
      try {
        const reference = await references.find(conversation);
        if (!reference || !trusts(reference.serviceUrl)) return unavailable("this conversation is not known");
        const { conversations } = app.api.clone({ serviceUrl: reference.serviceUrl });
        const member = await conversations
          .members(encodeURIComponent(conversation))
          .getById(encodeURIComponent(user.memberId ?? user.id));
        return profile(member, user);
      } catch (error) {
        return refused(error);
      }
    },
  };
}

function profile(member: TeamsChannelAccount, user: ChatUser): ChatProfile {
  if (![member.aadObjectId, member.id].includes(user.id)) return unavailable("it told of somebody else");
  if (isExternal(member, user)) return { kind: "external" };
  const { email, userPrincipalName } = member;
  return {
    kind: "member",
    email: email || (userPrincipalName?.includes("@") ? userPrincipalName : null),
    name: member.name || null,
    timezone: knownTimezone(user.timezone),
    locale: user.locale || null,
  };
}

/** Guests have the role, and a name that says where they are from; who is federated has another tenant. */
function isExternal({ userRole, userPrincipalName, tenantId }: TeamsChannelAccount, user: ChatUser): boolean {
  const isGuest = ["guest", "anonymous"].includes(userRole?.toLowerCase() ?? "");
  const isInvited = userPrincipalName?.toUpperCase().includes("#EXT#") ?? false;
  const isForeign = tenantId !== undefined && tenantId.toLowerCase() !== user.tenant.toLowerCase();
  return isGuest || isInvited || isForeign;
}

function refused(error: unknown): ChatProfile {
  const status = field(field(error, "response"), "status");
  const code = field(field(field(field(error, "response"), "data"), "error"), "code");
  if (status === 404 && code === "MemberNotFoundInConversation") return { kind: "gone" };
  if (typeof status !== "number") return unavailable(reason(error).split("\n")[0] ?? "no answer");
  return unavailable(`it answered HTTP ${status}${typeof code === "string" ? `, ${code}` : ""}`);
}

function unavailable(why: string): ChatProfile {
  return { kind: "unavailable", reason: why };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
