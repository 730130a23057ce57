import { OperationError } from "../../errors.ts";
import type { DeliveryError } from "../surface.ts";
import { type SlackClientConfig, slackClient } from "./slack-client.ts";
import { deliveryError } from "./slack-errors.ts";
import { optionalBotScopes, requiredBotScopes } from "./slack-scopes.ts";

export interface SlackIdentity {
  readonly workspace: string;
  readonly botName: string;
  /** Scopes of the manifest that the token lacks; empty where Slack did not tell. */
  readonly missingScopes: readonly string[];
  /** The same of those it can do without. */
  readonly missingOptionalScopes: readonly string[];
}

/**
 * Asks Slack who the token is.
 *
 * @throws OperationError naming SLACK_BOT_TOKEN, what Slack said, and what to do
 */
export async function checkSlackToken(config: SlackClientConfig): Promise<SlackIdentity> {
  try {
    const answer = await slackClient(config).auth.test();
    const scopes = answer.response_metadata?.scopes;
    const missing = <Scope extends string>(wanted: readonly Scope[]) =>
      scopes ? wanted.filter((scope) => !scopes.includes(scope)) : [];
    return {
      workspace: answer.team ?? "",
      botName: answer.user ?? "",
      missingScopes: missing(requiredBotScopes),
      missingOptionalScopes: missing(optionalBotScopes),
    };
  } catch (error) {
    const failed = deliveryError(error, "preparing", "Slack (SLACK_BOT_TOKEN)");
    throw new OperationError(`${failed.message}${hint(config, failed)}`, { cause: error });
  }
}

function hint({ botToken, apiUrl }: SlackClientConfig, failed: DeliveryError): string {
  if (failed.failure === "retry") {
    return `. ${apiUrl ? `SLACK_API_URL is ${apiUrl}; is` : "Is"} it reachable from here?`;
  }
  return botToken.startsWith("xoxb-") ? "" : " What is set does not begin with xoxb-.";
}
