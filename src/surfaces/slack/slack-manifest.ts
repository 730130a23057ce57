import { slackEventsPath } from "./slack-app.ts";
import { optionalBotScopes, requiredBotScopes } from "./slack-scopes.ts";

export interface SlackManifestOptions {
  /** Our public https address, for requests over HTTP. Without it the app uses Socket Mode, which needs none. */
  readonly publicUrl?: string | undefined;
}

/**
 * The app as Slack creates it from a manifest. https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest({ publicUrl }: SlackManifestOptions = {}) {
  const requestUrl = publicUrl && new URL(slackEventsPath, publicUrl).href;
  const request = requestUrl ? { request_url: requestUrl } : {};
  return {
    display_information: {
      name: "deskpulse",
      description: "Your support desk's numbers, where your team already is.",
      long_description:
        "deskpulse posts digests of a support desk's KPIs, with charts, to the channels you choose: what got better, " +
        "what got worse, whether goals were met, and how sure the numbers are. It runs on your own server and computes " +
        "everything there. It reads no messages, except to look whether one of its own was posted after Slack gave no answer.",
      background_color: "#003F66",
    },
    features: {
      // Without the tab the bot cannot write to a person; there is nothing yet to write to the bot.
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: "deskpulse", always_online: true },
    },
    oauth_config: {
      scopes: {
        // The optional ones stand in both lists.
        bot: [...requiredBotScopes, ...optionalBotScopes],
        bot_optional: [...optionalBotScopes],
      },
    },
    settings: {
      event_subscriptions: { ...request, bot_events: ["app_uninstalled", "tokens_revoked"] },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}
