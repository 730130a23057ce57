import { reason } from "../../../errors.ts";
import { checkAppToken } from "../../../surfaces/slack/check-app-token.ts";
import type { Check } from "../check.ts";
import { type Finding, fine, problem, warning } from "../finding.ts";
import { slackOf } from "../slack-of.ts";

/** Whether what people do in Slack reaches this process: by Socket Mode, else by HTTP. */
export const slackDoor: Check = {
  name: "slack-door",
  async look(room) {
    const slack = slackOf(room);
    const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: secret } = room.environment;
    if (!slack) return [];
    if (appToken !== undefined) return [await socketMode({ ...slack, botToken: appToken })];
    if (secret !== undefined) return [signedRequests(secret)];
    return [
      warning(
        "Digests are posted, but no command and no button is answered: Slack has no way to this process.",
        "Set SLACK_APP_TOKEN (Socket Mode, needs no public address), or SLACK_SIGNING_SECRET.",
      ),
    ];
  },
};

async function socketMode(config: Parameters<typeof checkAppToken>[0]): Promise<Finding> {
  const remedy =
    "Set SLACK_APP_TOKEN to the app-level token (xapp-…) with connections:write, and turn Socket Mode on in the app.";
  if (!config.botToken.startsWith("xapp-"))
    return problem("SLACK_APP_TOKEN does not begin with xapp-.", remedy);
  try {
    await checkAppToken(config);
    return fine("Slack gives a Socket Mode connection.");
  } catch (error) {
    return problem(`Slack gives no Socket Mode connection: ${reason(error)}`, remedy);
  }
}

function signedRequests(secret: string): Finding {
  if (/^[0-9a-f]{32}$/.test(secret))
    return fine("Requests of Slack come by HTTP, and their signature is checked.");
  return warning(
    "SLACK_SIGNING_SECRET does not look like one: Slack's are 32 hexadecimal digits.",
    "Copy the Signing Secret from the app's Basic Information; a client secret or a token is something else.",
  );
}
