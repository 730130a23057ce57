import { conversationReferences } from "../../../store/conversation-references.ts";
import { conversationId } from "../../../surfaces/teams/conversation-id.ts";
import { loopbackServiceUrls, microsoftServiceUrls } from "../../../surfaces/teams/service-urls.ts";
import type { Check } from "../check.ts";
import { type Finding, fine, problem } from "../finding.ts";
import { sentThere } from "../sent-there.ts";
import { teamsOf } from "../teams-of.ts";

/** Whether the bot knows how to reach the conversations that digests and alerts go to. */
export const teamsChats: Check = {
  name: "teams-chats",
  async lookInto(db, room) {
    const byTarget = sentThere(room, "teams");
    const teams = teamsOf(room);
    const references = conversationReferences(db, room.accountId, "teams");
    const isReal = typeof teams === "object" && teams.credentials !== undefined;
    const trusts = isReal ? microsoftServiceUrls(room.microsoft?.trustedServiceUrls) : loopbackServiceUrls;
    return await Promise.all(
      [...byTarget].map(async ([target, { goes }]): Promise<Finding> => {
        if (teams === undefined) {
          return problem(
            `${goes} to Teams, which is not set up.`,
            "Set TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID; docs/teams.md tells how.",
          );
        }
        const reference = await references.find(conversationId(target));
        const write = 'Install the app there, and write "@deskpulse help" once in that conversation.';
        if (!reference)
          return problem(
            `The bot has never heard from the Teams conversation ${target}, where ${goes}.`,
            write,
          );
        if (!trusts(reference.serviceUrl)) {
          return problem(
            `The Teams conversation ${target}, where ${goes}, names ${originOf(reference.serviceUrl)} as its service, which is not Microsoft's.`,
            write,
          );
        }
        return fine(`The bot knows the Teams conversation ${target}, where ${goes}.`);
      }),
    );
  },
};

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "no address";
}
