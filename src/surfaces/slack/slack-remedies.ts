const reinstall = "Reinstall the app in the workspace and put its bot token (xoxb-…) into SLACK_BOT_TOKEN.";
const adminDecides =
  "A workspace owner has to allow it; see the workspace's settings for posting and for apps.";

/** What to do about an error that Slack will give again, by its code: https://docs.slack.dev/reference/methods/chat.postMessage */
export const slackRemedies: Readonly<Record<string, string>> = {
  not_authed: "Put the app's bot token (xoxb-…) into SLACK_BOT_TOKEN.",
  invalid_auth: "SLACK_BOT_TOKEN is not a token Slack knows: copy the bot token (xoxb-…) of the app again.",
  not_allowed_token_type: "SLACK_BOT_TOKEN must be the bot token (xoxb-…), not an app or user token.",
  token_revoked: reinstall,
  token_expired: reinstall,
  account_inactive: reinstall,
  team_access_not_granted: reinstall,
  missing_scope: "Add the scope to the app (the manifest has them all) and reinstall the app.",
  no_permission: "Reinstall the app with the scopes of the manifest.",
  not_in_channel: "Invite the bot: type /invite @deskpulse in the channel.",
  channel_not_found:
    "The channel does not exist, or it is private and the bot is not in it: check the id, type /invite @deskpulse there.",
  is_archived: "The channel is archived: unarchive it, or name another target.",
  restricted_action: adminDecides,
  restricted_action_read_only_channel: adminDecides,
  restricted_action_thread_only_channel: adminDecides,
  org_login_required: adminDecides,
  ekm_access_denied: adminDecides,
  access_denied: adminDecides,
};

/** The channel or chat itself is no more, as far as this bot can see. */
export const goneCodes: ReadonlySet<string> = new Set(["channel_not_found", "is_archived", "user_not_found"]);

/** The token is the trouble, whatever was asked. */
export const tokenCodes: ReadonlySet<string> = new Set([
  "not_authed",
  "invalid_auth",
  "not_allowed_token_type",
  "token_revoked",
  "token_expired",
  "account_inactive",
  "team_access_not_granted",
]);
