import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { slackManifest } from "../../src/surfaces/slack/slack-manifest.ts";

/** What https://docs.slack.dev/reference/app-manifest asks for; Slack itself cannot be asked from here. */
function problems(manifest: ReturnType<typeof slackManifest>): string[] {
  const { name, description, long_description: long } = manifest.display_information;
  const { bot, bot_optional: optional } = manifest.oauth_config.scopes;
  const { event_subscriptions: events, interactivity, socket_mode_enabled: isSocket } = manifest.settings;
  const has = (scope: string) => new Set<string>(bot).has(scope);
  const urls = [events, interactivity].map((one) =>
    "request_url" in one && typeof one.request_url === "string" ? one.request_url : "",
  );
  const rules: [boolean, string][] = [
    [name.length >= 1 && name.length <= 35, "name: 1 to 35 characters"],
    [description.length <= 140, "description: at most 140 characters"],
    [long.length >= 175 && long.length <= 4_000, "long_description: 175 to 4,000 characters"],
    [/^#[0-9a-f]{6}$/i.test(manifest.display_information.background_color), "background_color"],
    [/^[a-z0-9-_.]{1,80}$/.test(manifest.features.bot_user.display_name), "display_name of the bot"],
    [new Set<string>(bot).size === bot.length, "a scope twice"],
    [optional.every(has), "an optional scope must stand among all"],
    [has("chat:write") && has("files:write") && has("files:read"), "scopes for posting with charts"],
    [isSocket || urls.every((url) => url.startsWith("https://")), "over HTTP, addresses for requests"],
    [!isSocket || urls.every((url) => url === ""), "in Socket Mode, no addresses"],
  ];
  return rules.flatMap(([holds, rule]) => (holds ? [] : [rule]));
}

describe("the Slack app's manifest", () => {
  it("is one that Slack takes, in Socket Mode", () => {
    expect(problems(slackManifest())).toEqual([]);
    expect(slackManifest().settings.socket_mode_enabled).toBe(true);
  });

  it("sends requests to our address over HTTP", () => {
    const manifest = slackManifest({ publicUrl: "https://desk.example.com" });

    expect(problems(manifest)).toEqual([]);
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: "https://desk.example.com/slack/events" },
      interactivity: { request_url: "https://desk.example.com/slack/events" },
    });
  });

  it("asks for the history of channels as an option only", () => {
    const { bot_optional: optional } = slackManifest().oauth_config.scopes;

    expect(optional).toEqual(["channels:history", "groups:history"]);
  });

  it("is the committed one; `deskpulse manifest slack` prints it", () => {
    const committed = readFileSync(new URL("../../manifest/slack/manifest.json", import.meta.url), "utf8");

    expect(JSON.parse(committed)).toEqual(slackManifest());
  });
});
