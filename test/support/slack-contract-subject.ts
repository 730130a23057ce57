import { silentLogger } from "../../src/logger.ts";
import { slackSurface } from "../../src/surfaces/slack/slack-surface.ts";
import type { ContractSubject } from "../surfaces/surface-contract.ts";
import { openSlackDesk } from "./slack-desk.ts";
import { slackFaults } from "./slack-fault-proxy.ts";
import { wordsOf } from "./slack-words.ts";
import { stubDrawer } from "./stub-drawer.ts";

/** Slack, as the contract suite wants it: the emulator with the fault proxy before it. */
export async function slackSubject(): Promise<ContractSubject> {
  const desk = await openSlackDesk();
  const surface = slackSurface({
    botToken: desk.token,
    apiUrl: desk.apiUrl,
    drawer: stubDrawer(),
    logger: silentLogger,
    timeoutMs: 300,
    sleep: async () => undefined,
  });
  const next = (fault: Parameters<typeof desk.proxy.fail>[1]) => () => {
    desk.proxy.fail("chat.postMessage", fault);
    return undefined;
  };
  return {
    surface,
    target: desk.channelId,
    async read({ target, messageId }) {
      const message = (await desk.messages(target)).find(({ ts }) => ts === messageId);
      return message ? wordsOf(message) : "";
    },
    replies: async ({ target, messageId }) => (await desk.replies(target, messageId)).map(wordsOf),
    count: async () => (await desk.messages(desk.channelId)).length,
    failures: [
      { name: "rate limit", failure: "retry", arrange: next(slackFaults.rateLimited(7)) },
      { name: "no answer", failure: "unclear", arrange: next(slackFaults.hangAfterwards) },
      { name: "503", failure: "unclear", arrange: next(slackFaults.unavailable) },
      { name: "bad token", failure: "refused", arrange: next(slackFaults.error("invalid_auth")) },
      { name: "invalid message", failure: "refused", arrange: next(slackFaults.error("invalid_blocks")) },
      { name: "no such channel", failure: "target-gone", arrange: () => "C0GONE" },
      {
        name: "archived channel",
        failure: "target-gone",
        async arrange() {
          const channel = await desk.newChannel("old");
          await desk.archive(channel);
          return channel;
        },
      },
    ],
    close: () => desk.close(),
  };
}
