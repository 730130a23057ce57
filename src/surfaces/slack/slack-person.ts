import { type SlackClientConfig, slackClient } from "./slack-client.ts";
import { deliveryError, slackCode } from "./slack-errors.ts";

/**
 * Whether Slack has somebody with an e-mail address; `hidden` where the bot lacks the scope to be told.
 *
 * @throws DeliveryError when Slack does not answer or refuses the token
 */
export async function slackPerson(
  config: SlackClientConfig,
  email: string,
): Promise<"member" | "nobody" | "hidden"> {
  try {
    const { user } = await slackClient(config).users.lookupByEmail({ email });
    return user?.id === undefined || user.deleted ? "nobody" : "member";
  } catch (error) {
    if (slackCode(error) === "users_not_found") return "nobody";
    if (slackCode(error) === "missing_scope") return "hidden";
    throw deliveryError(error, "preparing", `the Slack user ${email}`);
  }
}
