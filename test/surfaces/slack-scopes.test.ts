import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OperationError } from "../../src/errors.ts";
import { silentLogger } from "../../src/logger.ts";
import { checkSlackToken } from "../../src/surfaces/slack/check-slack-token.ts";
import { optionalBotScopes, requiredBotScopes } from "../../src/surfaces/slack/slack-scopes.ts";
import { slackSurface } from "../../src/surfaces/slack/slack-surface.ts";
import { sampleReport } from "../support/sample-report.ts";
import { grantedScopes, openSlackDesk, type SlackDesk } from "../support/slack-desk.ts";
import { slackFaults } from "../support/slack-fault-proxy.ts";
import { wordsOf } from "../support/slack-words.ts";
import { stubDrawer } from "../support/stub-drawer.ts";

const opened: SlackDesk[] = [];
let desk: SlackDesk;
beforeAll(async () => {
  desk = await open();
});
afterAll(() => Promise.all(opened.map((one) => one.close())));

async function open(scopes?: readonly string[]): Promise<SlackDesk> {
  const one = await openSlackDesk(scopes ? { scopes } : {});
  opened.push(one);
  return one;
}

const check = (botToken: string, apiUrl = desk.apiUrl) =>
  checkSlackToken({ botToken, apiUrl, logger: silentLogger, timeoutMs: 300 });

describe("the check of the bot token", () => {
  it("says who the bot is", async () => {
    expect(await check(desk.token)).toEqual({
      workspace: "Emulate",
      botName: "deskpulse",
      missingScopes: [],
      missingOptionalScopes: ["groups:history"],
    });
  });

  it("names the scopes that are missing", async () => {
    const poor = await open(["chat:write"]);

    const { missingScopes } = await check(poor.token, poor.apiUrl);

    expect(missingScopes).toEqual(requiredBotScopes.filter((scope) => scope !== "chat:write"));
  });

  it("names the variable and the remedy for a wrong token", async () => {
    const error = await check("xapp-1-wrong").catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(OperationError);
    expect(String(error)).toMatch(/SLACK_BOT_TOKEN.*invalid_auth.*xoxb-/);
  });

  it("tells a revoked token from an unreachable Slack", async () => {
    const gone = await openSlackDesk();
    await gone.close();
    desk.proxy.fail("auth.test", slackFaults.error("token_revoked"));

    await expect(check(desk.token)).rejects.toThrow(/token_revoked.*Reinstall/);
    await expect(check(desk.token, gone.apiUrl)).rejects.toThrow(/ECONNREFUSED.*SLACK_API_URL is http/);
  });
});

describe("a bot with fewer scopes", () => {
  const post = async (one: SlackDesk) => {
    const surface = slackSurface({
      botToken: one.token,
      apiUrl: one.apiUrl,
      drawer: stubDrawer(),
      logger: silentLogger,
      sleep: async () => undefined,
    });
    const delivery = { deliveryId: "d", firstAttemptAt: new Date(), mayRepeat: false };
    await surface.post(one.channelId, sampleReport, delivery);
    const [message] = await one.messages(one.channelId);
    return { message, found: await surface.find?.(one.channelId, delivery) };
  };

  it("posts and cannot be asked without the history scopes", async () => {
    const { message, found } = await post(
      await open(grantedScopes.filter((scope) => scope !== "channels:history")),
    );

    expect(message?.blocks?.some(({ type }) => type === "image")).toBe(true);
    expect(found).toBe("cannot-ask");
  });

  it("posts without pictures when it may not upload", async () => {
    const { message } = await post(await open(["chat:write", "channels:history"]));

    expect(message && wordsOf(message)).toContain("Slack did not take the picture");
  });
});

describe("the scopes", () => {
  it("of the tests are those of the app", () => {
    const asked = new Set<string>([...requiredBotScopes, ...optionalBotScopes]);

    expect(grantedScopes.filter((scope) => !asked.has(scope))).toEqual([]);
  });
});
