import type { ChatUser } from "../../people/chat-profiles.ts";
import type { ReferenceStore } from "./reference-store.ts";
import type { TrustsServiceUrl } from "./service-urls.ts";
import type { Conversation, TeamsPosts } from "./teams-posts.ts";

/** Finds or opens the personal chat of whoever asked, and remembers it where it can. */
export interface PersonalChats {
  /** @throws DeliveryError where the bot may not write to them */
  of(user: ChatUser, serviceUrl: string): Promise<Conversation>;
}

export function personalChats(
  posts: TeamsPosts,
  references: ReferenceStore,
  trusts: TrustsServiceUrl,
): PersonalChats {
  return {
    async of(user, serviceUrl) {
      const member = user.memberId ?? user.id;
      // Where the database is away, Teams names the same chat again.
      const known = await references.personal(member).catch(() => undefined);
      if (known && trusts(known.serviceUrl)) return { id: known.target, serviceUrl: known.serviceUrl };
      const id = await posts.openChat({ id: member, tenant: user.tenant, serviceUrl });
      const reference = {
        target: id,
        serviceUrl,
        tenantId: user.tenant,
        userId: member,
        directoryId: user.id,
      };
      await references.save(reference).catch(() => undefined);
      return { id, serviceUrl };
    },
  };
}
