import { type SlackClientConfig, slackClient } from "./slack-client.ts";
import { deliveryError, slackCode } from "./slack-errors.ts";

/**
 * How a channel stands to the bot.
 *
 * - `unseen`: it does not exist, or it is private and the bot is not in it
 * - `hidden`: the bot lacks the scope to be told
 */
export type SlackChannel =
  | { readonly state: "member" | "outside" | "archived"; readonly name: string }
  | { readonly state: "unseen" | "hidden" };

/**
 * Asks Slack for a channel.
 *
 * @throws DeliveryError when Slack does not answer or refuses the token
 */
export async function slackChannel(config: SlackClientConfig, id: string): Promise<SlackChannel> {
  try {
    const { channel } = await slackClient(config).conversations.info({ channel: id });
    const name = channel?.name === undefined ? id : `#${channel.name}`;
    if (channel?.is_archived) return { state: "archived", name };
    return { state: channel?.is_member || channel?.is_im ? "member" : "outside", name };
  } catch (error) {
    if (slackCode(error) === "channel_not_found") return { state: "unseen" };
    if (slackCode(error) === "missing_scope") return { state: "hidden" };
    throw deliveryError(error, "preparing", `Slack channel ${id}`);
  }
}
