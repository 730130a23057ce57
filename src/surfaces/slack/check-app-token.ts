import { type SlackClientConfig, slackClient } from "./slack-client.ts";
import { deliveryError } from "./slack-errors.ts";

/**
 * Asks Slack for a Socket Mode connection without making one.
 *
 * @param config with the app-level token (xapp-…) in the place of the bot's
 * @throws DeliveryError saying what Slack said
 */
export async function checkAppToken(config: SlackClientConfig): Promise<void> {
  try {
    await slackClient(config).apps.connections.open({});
  } catch (error) {
    throw deliveryError(error, "preparing", "Slack (SLACK_APP_TOKEN)");
  }
}
