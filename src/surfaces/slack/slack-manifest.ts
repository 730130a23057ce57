import type { Command } from "../../commands/command.ts";
import { slackEventsPath } from "./slack-app.ts";
import { optionalBotScopes, requiredBotScopes } from "./slack-scopes.ts";
import { HELP_COMMAND, UMBRELLA } from "./slash-command.ts";

export interface SlackManifestOptions {
  /** Our public https address, for requests over HTTP. Without it the app uses Socket Mode, which needs none. */
  readonly publicUrl?: string | undefined;
  /** In the order that they are listed in. */
  readonly commands: readonly Pick<Command, "name" | "summary" | "usage">[];
}

/**
 * The app as Slack creates it from a manifest. https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest({ publicUrl, commands }: SlackManifestOptions) {
  const requestUrl = publicUrl && new URL(slackEventsPath, publicUrl).href;
  const request = requestUrl ? { request_url: requestUrl } : {};
  return {
    display_information: {
      name: "deskpulse",
      description: "Your support desk's numbers, where your team already is.",
      long_description:
        "deskpulse posts digests of a support desk's KPIs, with charts, to the channels you choose: what got better, " +
        "what got worse, whether goals were met, and how sure the numbers are. Agents ask it for their own numbers and leads " +
        "for their team's, and the answer is seen by nobody else. It runs on your own server and computes " +
        "everything there. It reads no messages, except to look whether one of its own was posted after Slack gave no answer.",
      background_color: "#003F66",
    },
    features: {
      // Without the messages tab the bot cannot send files to a person. What is asked, is asked by commands.
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: "deskpulse", always_online: true },
      slash_commands: slashCommands(commands, requestUrl),
    },
    oauth_config: {
      scopes: {
        // The optional ones stand in both lists.
        bot: [...requiredBotScopes, ...optionalBotScopes],
        bot_optional: [...optionalBotScopes],
      },
    },
    settings: {
      event_subscriptions: {
        ...request,
        bot_events: ["app_home_opened", "app_uninstalled", "tokens_revoked"],
      },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** Every command under its own name but help, which many an app has, and all of them behind one name. */
function slashCommands(commands: SlackManifestOptions["commands"], url: string | undefined) {
  const named = commands.flatMap(({ name, summary, usage }) =>
    name === "help" ? [] : [{ command: `/${name}`, description: summary, usage }],
  );
  const all = [
    ...named,
    { command: UMBRELLA, description: "Any question to deskpulse", usage: "kpi csat by channel last week" },
    { command: HELP_COMMAND, description: "What you can ask, with examples", usage: "[command]" },
  ];
  return all.map(({ command, description, usage }) => ({
    command,
    ...(url === undefined ? {} : { url }),
    description,
    ...(usage === "" ? {} : { usage_hint: usage }),
    should_escape: false,
  }));
}
