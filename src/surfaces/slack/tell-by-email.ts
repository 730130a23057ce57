import { platformLimits } from "../platform-limits.ts";
import { directChat } from "./direct-chat.ts";
import { type SlackClientConfig, slackClient } from "./slack-client.ts";
import { deliveryError } from "./slack-errors.ts";
import { escaped } from "./slack-text.ts";

/** Writes to people's direct chats, one after the other, by their e-mail addresses. Never throws: who is not there is left out. */
export async function tellByEmail(
  config: SlackClientConfig,
  emails: readonly string[],
  words: string,
): Promise<void> {
  const client = slackClient(config);
  const text = escaped(words, platformLimits.slack.fallbackText);
  for (const email of emails) {
    try {
      const { user } = await client.users.lookupByEmail({ email });
      if (!user?.id) continue;
      const channel = await directChat(client, user.id);
      await client.chat.postMessage({ channel, text, unfurl_links: false });
    } catch (error) {
      const { message } = deliveryError(error, "preparing", "telling an admin");
      config.logger.warn({ reason: message }, "An admin could not be told in Slack");
    }
  }
}
