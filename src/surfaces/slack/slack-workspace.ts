import { OperationError } from "../../errors.ts";
import { type SlackClientConfig, slackClient } from "./slack-client.ts";
import { deliveryError } from "./slack-errors.ts";

/**
 * The id (T…) of the workspace that the token is of.
 *
 * @throws OperationError naming SLACK_BOT_TOKEN and what Slack said
 */
export async function slackWorkspace(config: SlackClientConfig): Promise<string> {
  try {
    const { team_id = "" } = await slackClient(config).auth.test();
    return team_id;
  } catch (cause) {
    const { message } = deliveryError(cause, "preparing", "Slack (SLACK_BOT_TOKEN)");
    throw new OperationError(`${message} Or name the workspace with --workspace.`, { cause });
  }
}
