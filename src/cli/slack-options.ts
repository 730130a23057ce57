import { isLinkedElsewhere, userLinkedTo } from "../store/chat-links.ts";
import type { PersonLinks } from "../surfaces/slack/chat-of.ts";
import type { Desk } from "./open-desk.ts";

/** What both sides of Slack, posting and listening, are made from; undefined where Slack is not set up. */
export function slackOptions({ environment, logger }: Desk) {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = environment;
  return botToken === undefined ? undefined : { botToken, apiUrl, logger };
}

/** What was said by hand of who is who in Slack. */
export function slackLinks({
  store,
  accountId,
}: Pick<Desk, "accountId"> & { readonly store: Pick<Desk["store"], "db"> }): PersonLinks {
  return {
    userOf: (email) => userLinkedTo(store.db, accountId, "slack", email),
    isElse: (user, email) =>
      isLinkedElsewhere(store.db, accountId, { platform: "slack", user_id: user }, email),
  };
}

/** Whether Slack can reach the process that runs, so that somebody answers buttons. */
export function isSlackAnswered({ environment }: Pick<Desk, "environment">): boolean {
  return environment.SLACK_APP_TOKEN !== undefined || environment.SLACK_SIGNING_SECRET !== undefined;
}
