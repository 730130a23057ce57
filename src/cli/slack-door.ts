import { OperationError } from "../errors.ts";
import { checkSlackToken } from "../surfaces/slack/check-slack-token.ts";
import { type SlackApp, slackApp } from "../surfaces/slack/slack-app.ts";
import { deliveryError } from "../surfaces/slack/slack-errors.ts";
import type { Desk } from "./open-desk.ts";
import { slackOptions } from "./slack-options.ts";

/**
 * What listens to Slack, not started yet; undefined where Slack is not set up.
 *
 * @throws OperationError for a token that Slack refuses. That Slack does not answer is no reason not to start.
 */
export async function openSlackDoor(desk: Desk): Promise<SlackApp | undefined> {
  const options = slackOptions(desk);
  if (!options) return undefined;
  await greet(desk, options);
  const { SLACK_SIGNING_SECRET, SLACK_APP_TOKEN } = desk.environment;
  return slackApp({
    ...options,
    signingSecret: SLACK_SIGNING_SECRET,
    appToken: SLACK_APP_TOKEN,
    onRemoved: async (why) => desk.logger.error({ ...why }, "Slack: the app was removed; install it again"),
  });
}

async function greet(desk: Desk, options: NonNullable<ReturnType<typeof slackOptions>>): Promise<void> {
  try {
    const { workspace, botName, missingScopes } = await checkSlackToken(options);
    desk.logger.info({ workspace, botName }, "Slack knows the bot");
    if (missingScopes.length > 0) {
      desk.logger.warn(
        { missingScopes },
        "The Slack app lacks scopes; install it again with the present manifest",
      );
    }
  } catch (error) {
    if (!(error instanceof OperationError) || !isPassing(error)) throw error;
    desk.logger.warn({ reason: error.message }, "Slack does not answer; digests are tried when they are due");
  }
}

function isPassing(error: OperationError): boolean {
  return deliveryError(error.cause, "preparing", "Slack").failure === "retry";
}
