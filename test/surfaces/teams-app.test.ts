import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { OperationError } from "../../src/errors.ts";
import { silentLogger } from "../../src/logger.ts";
import { conversationReferences } from "../../src/store/conversation-references.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import type { ReferenceStore } from "../../src/surfaces/teams/reference-store.ts";
import { type TeamsApp, teamsApp } from "../../src/surfaces/teams/teams-app.ts";
import { teamsSurface } from "../../src/surfaces/teams/teams-surface.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { sampleReport } from "../support/sample-report.ts";
import { stubDrawer } from "../support/stub-drawer.ts";
import { bot, chat, chosen, general, teamsActivities } from "../support/teams-activities.ts";
import { type TeamsConnector, teamsConnector } from "../support/teams-connector.ts";
import { botToken, memoryReferences, teamsCredentials } from "../support/teams-desk.ts";
import { type TokenIssuer, tokenIssuer } from "../support/teams-token.ts";

let database: TestDatabase;
let connector: TeamsConnector;
let issuer: TokenIssuer;
let references: ReferenceStore;
let app: TeamsApp;
let activity: ReturnType<typeof teamsActivities>["activity"];
let message: ReturnType<typeof teamsActivities>["message"];
let installed: ReturnType<typeof teamsActivities>["installed"];

beforeAll(async () => {
  database = await testDatabase();
  connector = await teamsConnector();
  ({ activity, message, installed } = teamsActivities(connector.url));
  issuer = await tokenIssuer(teamsCredentials.clientId, connector.url);
});
afterAll(async () => {
  await issuer.close();
  await connector.close();
  await database.close();
});
beforeEach(async () => {
  await database.db.deleteFrom("conversation_references").execute();
  references = conversationReferences(database.db, DEFAULT_ACCOUNT, "teams");
  app = await teamsApp({
    credentials: teamsCredentials,
    token: async () => botToken,
    cloud: issuer.cloud,
    logger: silentLogger,
    references,
    host: "0.0.0.0",
    trustedServiceUrls: [connector.url],
  });
});

describe("installing the app in a team", () => {
  it("stores where its channels are reached, and digests are posted there", async () => {
    expect(await say(installed("add"))).toMatchObject({ status: 200 });

    const surface = teamsSurface({
      credentials: teamsCredentials,
      token: async () => botToken,
      logger: silentLogger,
      references,
      drawer: stubDrawer(),
      clock: systemClock,
      trustedServiceUrls: [connector.url],
    });
    const delivery = { deliveryId: "1", firstAttemptAt: systemClock.now(), mayRepeat: false };
    await surface.post(chosen, sampleReport, delivery);

    expect(await references.find(general)).toEqual({
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

    expect(await references.find(general)).toBeUndefined();
    expect(await references.find(chosen)).toBeUndefined();
  });

  it("is undone when the bot is taken out of the conversation", async () => {
    await say(message("hello", { conversation: chat }));
    await say({ ...activity("conversationUpdate"), conversation: chat, membersRemoved: [bot] });

    expect(await references.find(chat.id)).toBeUndefined();
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

    expect(await references.find(chosen)).toBeUndefined();
    expect(await references.find(general)).toBeDefined();
  });

  it("renews the address with every message", async () => {
    await references.save({ target: general, serviceUrl: "https://smba.trafficmanager.net/old" });
    await say(message("hello"));

    expect((await references.find(general))?.serviceUrl).toBe(connector.url);
  });
});

describe("a message to the bot", () => {
  it("is answered in its thread with what to write into deskpulse.yaml", async () => {
    const threaded = `${general};messageid=1700000000000`;
    await say(
      message("<at>deskpulse</at> hello", { conversation: { ...activity("x").conversation, id: threaded } }),
    );

    const answer = connector.posted.at(-1);
    expect(answer?.conversation).toBe(threaded);
    expect(JSON.stringify(answer?.activity)).toContain(`teams: \\"${general}\\"`);
    expect(connector.complaints).toEqual([]);
  });

  it("is answered when it is a pressed button of an old client, which has no text", async () => {
    const before = connector.posted.length;
    expect(await say({ ...message(""), text: undefined, value: { command: "help" } })).toMatchObject({
      status: 200,
    });
    expect(connector.posted).toHaveLength(before + 1);
  });
});

describe("an invoke", () => {
  it("of a button nobody knows is answered as a bad request", async () => {
    const answer = await say({
      ...activity("invoke"),
      name: "adaptiveCard/action",
      value: { action: { type: "Action.Execute", verb: "explode", data: {} }, trigger: "manual" },
    });

    expect(answer).toMatchObject({
      status: 200,
      body: { statusCode: 400, type: "application/vnd.microsoft.error" },
    });
  });

  it("of another kind is not passed off as done", async () => {
    expect(await say({ ...activity("invoke"), name: "task/fetch", value: {} })).toMatchObject({
      status: 501,
    });
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
      403,
      "this tenant is not served",
    ],
    [
      "from no tenant",
      () => message("hello", { channelData: {}, conversation: { id: general } }),
      () => issuer.token(),
      403,
      "this tenant is not served",
    ],
    [
      "with a service address that is not Microsoft's",
      () => message("hello", { serviceUrl: "https://evil.example.com/" }),
      () => issuer.token({ serviceurl: "https://evil.example.com/" }),
      403,
      "serviceUrl",
    ],
    [
      "with a service address that only looks like Microsoft's",
      () => message("hello", { serviceUrl: "https://smba.trafficmanager.net.evil.example.com/" }),
      () => issuer.token({ serviceurl: "https://smba.trafficmanager.net.evil.example.com/" }),
      403,
      "serviceUrl",
    ],
    [
      "without a service address",
      () => message("hello", { serviceUrl: undefined }),
      () => issuer.token(),
      403,
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
    expect(await references.find(general)).toBeUndefined();
  });
});

describe("without credentials", () => {
  const open = (host: string) => teamsApp({ logger: silentLogger, references: memoryReferences(), host });

  it("the bot starts on loopback alone", async () => {
    await expect(open("0.0.0.0")).rejects.toThrow(OperationError);
    await expect(open("192.168.1.5")).rejects.toThrow(/TEAMS_ALLOW_UNAUTHENTICATED/);
    await expect(open("127.0.0.1")).resolves.toBeDefined();
  });

  it("it answers the test client on this machine, and posts to no other", async () => {
    const alone = await open("localhost");
    const before = connector.posted.length;
    const from = (serviceUrl: string) =>
      alone.handle({ body: message("hello", { serviceUrl }), headers: {} });

    expect(await from(connector.url)).toMatchObject({ status: 200 });
    expect(connector.posted).toHaveLength(before + 1);
    expect(connector.posted.at(-1)?.token).toBeUndefined();
    expect(await from("https://smba.trafficmanager.net/emea")).toMatchObject({ status: 403 });
  });
});

function say(body: Record<string, unknown>, token: string | null = issuer.token()) {
  return app.handle({ body, headers: token === null ? {} : { authorization: `Bearer ${token}` } });
}
