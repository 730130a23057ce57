import type { ContractSubject } from "../surfaces/surface-contract.ts";
import { cardWords } from "./card-words.ts";
import type { Fault } from "./teams-connector.ts";
import { openTeamsDesk } from "./teams-desk.ts";

/** Teams, as the contract suite wants it: the local bot service, which checks every card. */
export async function teamsSubject(): Promise<ContractSubject> {
  const { surface, connector, target, close } = await openTeamsDesk({ timeoutMs: 300 });
  const next = (fault: Fault) => () => {
    connector.failNext(fault);
    return undefined;
  };
  const answer = (status: number, code: string) => next({ kind: "answer", status, code });
  return {
    surface,
    target,
    async read({ messageId }) {
      const posted = connector.posted.find(({ id }) => id === messageId);
      return cardWords(posted?.activity.attachments?.[0]?.content);
    },
    replies: async ({ target, messageId }) =>
      connector.posted
        .filter(({ conversation }) => conversation === `${target};messageid=${messageId}`)
        .map(({ activity }) => cardWords(activity.attachments?.[0]?.content)),
    count: async () => connector.posted.length,
    failures: [
      { name: "rate limit", failure: "retry", arrange: answer(429, "TooManyRequests") },
      { name: "no answer", failure: "unclear", arrange: next({ kind: "silent" }) },
      { name: "cut connection", failure: "unclear", arrange: next({ kind: "drop-after" }) },
      { name: "bad token", failure: "refused", arrange: answer(401, "Unauthorized") },
      { name: "invalid message", failure: "refused", arrange: answer(400, "BadSyntax") },
      { name: "removed bot", failure: "target-gone", arrange: answer(403, "BotNotInConversationRoster") },
      { name: "no such conversation", failure: "target-gone", arrange: answer(404, "ConversationNotFound") },
      { name: "never installed", failure: "refused", arrange: () => "19:elsewhere@thread.tacv2" },
    ],
    async close() {
      await close();
      if (connector.complaints.length > 0) throw new Error(connector.complaints.join("\n"));
    },
  };
}
