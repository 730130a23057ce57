import { OperationError, reason } from "../../../errors.ts";
import { checkSlackToken } from "../../../surfaces/slack/check-slack-token.ts";
import { neverReached } from "../../../surfaces/slack/slack-errors.ts";
import type { Check } from "../check.ts";
import { type Finding, fine, problem, warning } from "../finding.ts";
import { slackOf } from "../slack-of.ts";

const SET_TOKEN = "Set SLACK_BOT_TOKEN to the app's bot token (xoxb-…); docs/slack.md says where it stands.";

/** Whether Slack knows the bot, and what it may do. */
export const slackToken: Check = {
  name: "slack-token",
  async look(room) {
    const { environment } = room;
    const slack = slackOf(room);
    if (!slack) {
      const { SLACK_SIGNING_SECRET, SLACK_APP_TOKEN } = environment;
      if (SLACK_SIGNING_SECRET === undefined && SLACK_APP_TOKEN === undefined)
        return [fine("Slack is not set up.")];
      return [problem("Slack is half set up: SLACK_BOT_TOKEN is missing.", SET_TOKEN)];
    }
    const token = await checkSlackToken(slack).catch(refusal);
    if ("verdict" in token) return [token];
    const { workspace, botName, missingScopes, missingOptionalScopes } = token;
    return [
      fine(`Slack knows the bot ${botName} in ${workspace}.`),
      missingScopes.length === 0
        ? fine("It has every scope that it needs.")
        : problem(
            `It lacks ${missingScopes.join(", ")}.`,
            "Give the app the present manifest (deskpulse manifest slack) and install it again in the workspace.",
          ),
      ...(missingOptionalScopes.length === 0
        ? []
        : [
            warning(
              `Without ${missingOptionalScopes.join(" and ")} it cannot look for a message whose sending got no answer, and may post it twice.`,
              "Add them if you want that (docs/slack.md tells what they allow), and install the app again.",
            ),
          ]),
    ];
  },
};

function refusal(error: unknown): Finding {
  const isPassing = error instanceof OperationError && neverReached(error.cause);
  const remedy = isPassing ? "Let this machine reach Slack, or correct SLACK_API_URL." : SET_TOKEN;
  return problem(reason(error), remedy);
}
