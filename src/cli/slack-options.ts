import { userLinkedTo } from "../store/chat-links.ts";
import type { Desk } from "./open-desk.ts";

/** What both sides of Slack, posting and listening, are made from; undefined where Slack is not set up. */
export function slackOptions({ environment, logger }: Desk) {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = environment;
  return botToken === undefined ? undefined : { botToken, apiUrl, logger };
}

/** Whom people were linked to by hand, since their address in Slack is another. */
export function linkedInSlack({ store, accountId }: Desk) {
  return (email: string) => userLinkedTo(store.db, accountId, "slack", email);
}

/** Whether Slack can reach the process that runs, so that somebody answers buttons. */
export function isSlackAnswered({ environment }: Pick<Desk, "environment">): boolean {
  return environment.SLACK_APP_TOKEN !== undefined || environment.SLACK_SIGNING_SECRET !== undefined;
}
