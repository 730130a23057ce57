import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ChatAnswers, chatAnswers } from "../../src/answering/chat-answers.ts";
import { fixedClock, systemClock } from "../../src/clock.ts";
import { OperationError } from "../../src/errors.ts";
import { silentLogger } from "../../src/logger.ts";
import { teamsApp } from "../../src/surfaces/teams/teams-app.ts";
import { teamsSurface } from "../../src/surfaces/teams/teams-surface.ts";
import { cardWords } from "../support/card-words.ts";
import { commandDesk, commandMoment } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { sampleReport } from "../support/sample-report.ts";
import { stubDrawer } from "../support/stub-drawer.ts";
import { bot as account, chat, chosen, general, teamsActivities } from "../support/teams-activities.ts";
import { openTeamsBot, type TeamsBot } from "../support/teams-bot.ts";
import type { TeamsConnector } from "../support/teams-connector.ts";
import { botToken, memoryReferences, teamsCredentials } from "../support/teams-desk.ts";
import type { TokenIssuer } from "../support/teams-token.ts";

let database: TestDatabase;
let bot: TeamsBot;
let answers: ChatAnswers;
let connector: TeamsConnector;
let issuer: TokenIssuer;
let activity: ReturnType<typeof teamsActivities>["activity"];
let message: ReturnType<typeof teamsActivities>["message"];
let installed: ReturnType<typeof teamsActivities>["installed"];
/** Where the bot was removed and added, in order. */
let told: string[];

beforeAll(async () => {
  database = await testDatabase();
  const { room } = commandDesk(database);
  bot = await openTeamsBot({
    room,
    app: {
      onGone: async (targets) => void told.push(...targets.map((target) => `gone ${target}`)),
      onThere: async (target) => void told.push(`there ${target}`),
    },
  });
  const profiles = { profileOf: async () => ({ kind: "gone" as const }) };
  answers = chatAnswers({ ...room, profiles, clock: fixedClock(commandMoment) });
  ({ connector, issuer } = bot);
  ({ activity, message, installed } = teamsActivities(connector.url));
});
afterAll(async () => {
  await bot.close();
  await database.close();
});
beforeEach(async () => {
  told = [];
  await database.db.deleteFrom("conversation_references").execute();
  await database.db.deleteFrom("chat_requests").execute();
});

const find = (target: string) => bot.references.find(target);

describe("installing the app in a team", () => {
  it("stores where its channels are reached, and digests are posted there", async () => {
    expect(await say(installed("add"))).toMatchObject({ status: 200 });

    const surface = teamsSurface({
      credentials: teamsCredentials,
      token: async () => botToken,
      logger: silentLogger,
      references: bot.references,
      drawer: stubDrawer(),
      clock: systemClock,
      trustedServiceUrls: [connector.url],
    });
    const delivery = { deliveryId: "1", firstAttemptAt: systemClock.now(), mayRepeat: false };
    await surface.post(chosen, sampleReport, delivery);

    expect(await find(general)).toEqual({
      target: general,
      serviceUrl: connector.url,
      tenantId: teamsCredentials.tenantId,
      teamId: general,
    });
    expect(connector.posted.at(-1)?.conversation).toBe(chosen);
    expect(connector.complaints).toEqual([]);
  });

  it("is undone for all its channels by removing the app", async () => {
    await say(installed("add"));
    await say(installed("remove"));

    expect(await find(general)).toBeUndefined();
    expect(await find(chosen)).toBeUndefined();
    expect(told).toEqual([`there ${general}`, `gone ${general}`, `gone ${chosen}`]);
  });

  it("is greeted once with what can be asked, however often Teams tells of it", async () => {
    const before = connector.posted.length;

    await say(installed("add"));
    await say(installed("add"));
    await say({ ...activity("conversationUpdate"), membersAdded: [account] });

    expect(connector.posted).toHaveLength(before + 1);
    const words = cardWords(connector.posted.at(-1)?.activity.attachments);
    expect(words).toContain("Write “@deskpulse mystats”");
    expect(words).toContain(`For deskpulse.yaml, this conversation is: { teams: "${general}" }`);
    expect(connector.complaints).toEqual([]);
  });

  it("is undone when the bot is taken out of the conversation", async () => {
    await say(message("hello", { conversation: chat }));
    await say({ ...activity("conversationUpdate"), conversation: chat, membersRemoved: [account] });

    expect(await find(chat.id)).toBeUndefined();
  });

  it("forgets a channel that is deleted, and no other", async () => {
    await say(installed("add"));
    await say({
      ...activity("conversationUpdate"),
      channelData: {
        ...activity("x").channelData,
        eventType: "channelDeleted",
        channel: { id: chosen },
      },
    });

    expect(await find(chosen)).toBeUndefined();
    expect(await find(general)).toBeDefined();
  });

  it("renews the address with every message", async () => {
    await bot.references.save({ target: general, serviceUrl: "https://smba.trafficmanager.net/old" });
    await say(message("hello"));

    expect((await find(general))?.serviceUrl).toBe(connector.url);
  });
});

describe("a request is refused", () => {
  const foreignTenant = "99999999-9999-4999-8999-999999999999";

  it.each<[string, () => Record<string, unknown>, () => string | null, number, string]>([
    ["without a token", () => message("hello"), () => null, 401, "no bearer token"],
    [
      "with something else than a token",
      () => message("hello"),
      () => "nonsense",
      401,
      "not issued by the Bot Framework",
    ],
    [
      "with a token of an Entra tenant",
      () => message("hello"),
      () =>
        issuer.token({ iss: `https://login.microsoftonline.com/${foreignTenant}/v2.0`, tid: foreignTenant }),
      401,
      "not issued by the Bot Framework",
    ],
    [
      "with a token of our own tenant instead of the Bot Framework",
      () => message("hello"),
      () =>
        issuer.token({
          iss: `https://sts.windows.net/${teamsCredentials.tenantId}/`,
          tid: teamsCredentials.tenantId,
        }),
      401,
      "not issued by the Bot Framework",
    ],
    [
      "with a token for another bot",
      () => message("hello"),
      () => issuer.token({ aud: foreignTenant }),
      401,
      "JWT",
    ],
    ["with an expired token", () => message("hello"), () => issuer.token({ exp: 1_700_000_000 }), 401, "JWT"],
    ["with a token nobody signed", () => message("hello"), () => issuer.forged(), 401, "JWT"],
    [
      "with a token for another service address",
      () => message("hello"),
      () => issuer.token({ serviceurl: "https://smba.trafficmanager.net/emea" }),
      401,
      "JWT",
    ],
    [
      "from a foreign tenant",
      () => message("hello", { channelData: { tenant: { id: foreignTenant } } }),
      () => issuer.token(),
      401,
      "this tenant is not served",
    ],
    [
      "from no tenant",
      () => message("hello", { channelData: {}, conversation: { id: general } }),
      () => issuer.token(),
      401,
      "this tenant is not served",
    ],
    [
      "with a service address that is not Microsoft's",
      () => message("hello", { serviceUrl: "https://evil.example.com/" }),
      () => issuer.token({ serviceurl: "https://evil.example.com/" }),
      401,
      "serviceUrl",
    ],
    [
      "with a service address that only looks like Microsoft's",
      () => message("hello", { serviceUrl: "https://smba.trafficmanager.net.evil.example.com/" }),
      () => issuer.token({ serviceurl: "https://smba.trafficmanager.net.evil.example.com/" }),
      401,
      "serviceUrl",
    ],
    [
      "without a service address",
      () => message("hello", { serviceUrl: undefined }),
      () => issuer.token(),
      401,
      "serviceUrl",
    ],
    [
      "that is no activity",
      () => ({ hello: "world" }),
      () => issuer.token(),
      400,
      "not a Bot Framework activity",
    ],
  ])("%s, and nothing is posted or stored", async (_, body, token, status, error) => {
    const before = connector.posted.length;

    const answer = await say(body(), token());

    expect(answer).toMatchObject({ status, body: { error: expect.stringContaining(error) } });
    expect(connector.posted).toHaveLength(before);
    expect(await find(general)).toBeUndefined();
  });
});

describe("without credentials", () => {
  const open = (host: string) =>
    teamsApp({
      logger: silentLogger,
      references: memoryReferences(),
      answers,
      profiles: { profileOf: async () => ({ kind: "gone" }) },
      clock: systemClock,
      publicUrl: () => undefined,
      host,
    });

  it("the bot starts on loopback alone", async () => {
    await expect(open("0.0.0.0")).rejects.toThrow(OperationError);
    await expect(open("192.168.1.5")).rejects.toThrow(/TEAMS_ALLOW_UNAUTHENTICATED/);
    await expect(open("127.0.0.1")).resolves.toBeDefined();
  });

  it("it answers the test client on this machine, and posts to no other", async () => {
    const alone = await open("localhost");
    const before = connector.posted.length;
    const from = async (serviceUrl: string) => {
      const answer = await alone.handle({ body: message("help", { serviceUrl }), headers: {} });
      await alone.settled();
      return answer;
    };

    expect(await from(connector.url)).toMatchObject({ status: 200 });
    expect(connector.posted).toHaveLength(before + 1);
    expect(connector.posted.at(-1)?.token).toBeUndefined();
    expect(await from("https://smba.trafficmanager.net/emea")).toMatchObject({ status: 401 });
  });
});

function say(body: Record<string, unknown>, token: string | null = issuer.token()) {
  return bot.send(body, token);
}
