import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commandCatalogue } from "../../src/commands/command-catalogue.ts";
import { slackManifest as manifestOf } from "../../src/surfaces/slack/slack-manifest.ts";
import { requiredBotScopes } from "../../src/surfaces/slack/slack-scopes.ts";

const slackManifest = (publicUrl?: string) => manifestOf({ publicUrl, commands: commandCatalogue });

/** What https://docs.slack.dev/reference/app-manifest asks for; Slack itself cannot be asked from here. */
function problems(manifest: ReturnType<typeof slackManifest>): string[] {
  const { name, description, long_description: long } = manifest.display_information;
  const { bot, bot_optional: optional } = manifest.oauth_config.scopes;
  const { event_subscriptions: events, interactivity, socket_mode_enabled: isSocket } = manifest.settings;
  const has = (scope: string) => new Set<string>(bot).has(scope);
  const urls = [events, interactivity].map((one) =>
    "request_url" in one && typeof one.request_url === "string" ? one.request_url : "",
  );
  const commands = manifest.features.slash_commands;
  const withUrl = commands.filter((each) => "url" in each && each.url === urls[0]).length;
  const rules: [boolean, string][] = [
    [commands.length >= 1 && commands.length <= 50, "slash_commands: 1 to 50"],
    [commands.every(({ command }) => /^\/[a-z0-9_-]{1,31}$/.test(command)), "command: at most 32 characters"],
    [new Set(commands.map(({ command }) => command)).size === commands.length, "a command twice"],
    [commands.every(({ description }) => inRange(description, 2_000)), "description of a command"],
    [commands.every((each) => inRange(each.usage_hint ?? "-", 1_000)), "usage_hint of a command"],
    [commands.length === 0 || has("commands"), "the scope of slash commands"],
    [
      withUrl === (isSocket ? 0 : commands.length),
      "commands have the address over HTTP, and none in Socket Mode",
    ],
    [events.bot_events.length <= 100, "at most 100 events"],
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

function inRange(text: string, most: number): boolean {
  return text.length >= 1 && text.length <= most;
}

describe("the Slack app's manifest", () => {
  it("is one that Slack takes, in Socket Mode", () => {
    expect(problems(slackManifest())).toEqual([]);
    expect(slackManifest().settings.socket_mode_enabled).toBe(true);
  });

  it("sends requests to our address over HTTP", () => {
    const manifest = slackManifest("https://desk.example.com");

    expect(problems(manifest)).toEqual([]);
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: "https://desk.example.com/slack/events" },
      interactivity: { request_url: "https://desk.example.com/slack/events" },
    });
  });

  it("asks for the history of channels as an option only", () => {
    const { bot_optional: optional } = slackManifest().oauth_config.scopes;

    expect(optional).toEqual(["channels:history", "groups:history", "im:history"]);
  });

  it("names every command that people can type", () => {
    const { slash_commands: commands } = slackManifest().features;

    const names = commands.map(({ command }) => command);
    const own = commandCatalogue.map(({ name }) => (name === "help" ? "/deskpulse-help" : `/${name}`));
    expect(names.toSorted()).toEqual([...own, "/deskpulse"].toSorted());
  });

  it("has every scope justified in the docs, and no other", () => {
    const docs = readFileSync(new URL("../../docs/slack.md", import.meta.url), "utf8");
    const asked: readonly string[] = slackManifest().oauth_config.scopes.bot;

    const rows = docs.split("\n").filter((line) => line.startsWith("| `"));
    const explained = rows.flatMap((row) => [
      ...(row.split("|")[1] ?? "").matchAll(/`([a-z.]+(?::[a-z.]+)?)`/g),
    ]);

    expect(asked.filter((scope) => !explained.some(([, name]) => name === scope))).toEqual([]);
    expect(requiredBotScopes.every((scope) => asked.includes(scope))).toBe(true);
  });

  it("is the committed one; `deskpulse manifest slack` prints it", () => {
    const committed = readFileSync(new URL("../../manifest/slack/manifest.json", import.meta.url), "utf8");

    expect(committed).toBe(`${JSON.stringify(slackManifest(), null, 2)}\n`);
  });
});
