import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clocks } from "../../src/cli/doctor/checks/clocks.ts";
import { escalations } from "../../src/cli/doctor/checks/escalations.ts";
import { slackChannels } from "../../src/cli/doctor/checks/slack-channels.ts";
import { slackDoor } from "../../src/cli/doctor/checks/slack-door.ts";
import { slackToken } from "../../src/cli/doctor/checks/slack-token.ts";
import { teamsChats } from "../../src/cli/doctor/checks/teams-chats.ts";
import { teamsToken } from "../../src/cli/doctor/checks/teams-token.ts";
import { fixedClock, systemClock } from "../../src/clock.ts";
import { conversationReferences } from "../../src/store/conversation-references.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { diagnosis, digestTo } from "../support/doctor-rooms.ts";
import { grantedScopes, openSlackDesk, type SlackDesk } from "../support/slack-desk.ts";
import { slackFaults } from "../support/slack-fault-proxy.ts";
import { openSlackSocket, type SlackSocket } from "../support/slack-socket.ts";
import { type TeamsConnector, teamsConnector } from "../support/teams-connector.ts";
import { botToken, teamsCredentials } from "../support/teams-desk.ts";

let slack: SlackDesk;
let socket: SlackSocket;
let database: TestDatabase;
let connector: TeamsConnector;

beforeAll(async () => {
  [slack, socket, database, connector] = await Promise.all([
    openSlackDesk({ users: ["kim"] }),
    openSlackSocket(),
    testDatabase(),
    teamsConnector(),
  ]);
});

afterAll(async () => {
  await Promise.all([slack.close(), socket.close(), database.close(), connector.close()]);
});

const slackSet = () => ({ SLACK_BOT_TOKEN: slack.token, SLACK_API_URL: slack.apiUrl });

describe("the token of Slack", () => {
  it("is known, with the scopes that are needed", async () => {
    expect(await diagnosis(slackToken, { environment: slackSet() })).toBe(
      [
        "ok: Slack knows the bot deskpulse in Emulate.",
        "ok: It has every scope that it needs.",
        "warning: Without groups:history it cannot look for a message whose sending got no answer, and may post it twice. → Add them if you want that (docs/slack.md tells what they allow), and install the app again.",
      ].join("\n"),
    );
  });

  it("is a problem when Slack refuses it, and is not shown", async () => {
    const told = await diagnosis(slackToken, {
      environment: { ...slackSet(), SLACK_BOT_TOKEN: "xoxb-of-somebody" },
    });

    expect(told).toMatch(/^problem: .*invalid_auth.* → Set SLACK_BOT_TOKEN to the app's bot token/);
    expect(told).not.toContain("xoxb-of-somebody");
  });

  it("is a problem when it lacks scopes", async () => {
    const poor = await openSlackDesk({ scopes: grantedScopes.filter((scope) => scope !== "files:write") });
    try {
      const environment = { SLACK_BOT_TOKEN: poor.token, SLACK_API_URL: poor.apiUrl };
      expect(await diagnosis(slackToken, { environment })).toContain(
        "problem: It lacks files:write. → Give the app the present manifest (deskpulse manifest slack)",
      );
    } finally {
      await poor.close();
    }
  });

  it("is missed where only its companions are set", async () => {
    expect(await diagnosis(slackToken, { environment: { SLACK_APP_TOKEN: "xapp-1" } })).toMatch(
      /^problem: Slack is half set up: SLACK_BOT_TOKEN is missing/,
    );
    expect(await diagnosis(slackToken, {})).toBe("ok: Slack is not set up.");
  });
});

describe("the way from Slack to the process", () => {
  const door = (set: Record<string, string>) =>
    diagnosis(slackDoor, { environment: { ...slackSet(), ...set } });

  it("is signed requests or a Socket Mode connection", async () => {
    const SLACK_APP_TOKEN = socket.appToken;

    expect(await door({ SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef" })).toMatch(/^ok: /);
    expect(await door({ SLACK_APP_TOKEN, SLACK_API_URL: socket.apiUrl })).toBe(
      "ok: Slack gives a Socket Mode connection.",
    );
  });

  it.each([
    ["there is none", {}, /^warning: .*no command and no button is answered.* → Set SLACK_APP_TOKEN/],
    ["the signing secret is something else", { SLACK_SIGNING_SECRET: "xoxb-1" }, /^warning: .*does not look/],
    ["the app token is a bot token", { SLACK_APP_TOKEN: "xoxb-1" }, /^problem: .*does not begin with xapp-/],
  ])("is found wanting when %s", async (_, set, expected) => {
    expect(await door(set)).toMatch(expected);
  });

  it("is a problem when Slack gives no connection", async () => {
    const set = { SLACK_APP_TOKEN: "xapp-wrong", SLACK_API_URL: socket.apiUrl };

    expect(await door(set)).toMatch(/^problem: Slack gives no Socket Mode connection: .*invalid_auth/);
  });
});

describe("a channel that a digest goes to", () => {
  const channel = (id: string) =>
    diagnosis(slackChannels, { environment: slackSet(), config: digestTo({ slack: id }) });

  it("is right when the bot is in it", async () => {
    slack.proxy.fail("conversations.info", {
      forward: false,
      answer: { status: 200, body: { ok: true, channel: { name: "support", is_member: true } } },
    });

    expect(await channel(slack.channelId)).toBe("ok: The bot is in #support, where morning goes.");
  });

  it("needs an invitation when the bot is not in it", async () => {
    expect(await channel(await slack.newChannel("far"))).toBe(
      "problem: The bot is not in #far, where morning goes. → Type /invite @deskpulse in #far.",
    );
  });

  it("is a problem when it is archived, or not there", async () => {
    const old = await slack.newChannel("old");
    await slack.archive(old);

    expect(await channel(old)).toMatch(/^problem: #old, where morning goes, is archived\. → Unarchive it/);
    expect(await channel("C404")).toMatch(/^problem: There is no channel C404 that the bot can see/);
  });

  it("may be private, which Slack does not tell without a scope", async () => {
    slack.proxy.fail("conversations.info", slackFaults.error("missing_scope", { needed: "groups:read" }));

    expect(await channel("G1")).toMatch(/^warning: Slack does not tell about G1/);
  });

  it("is a problem where Slack is not set up", async () => {
    expect(await diagnosis(slackChannels, { config: digestTo({ slack: "C1" }) })).toMatch(
      /^problem: morning goes to Slack \(C1\), which is not set up\. → Set SLACK_BOT_TOKEN/,
    );
  });
});

describe("a channel that alerts go to", () => {
  const places = { breach: [{ slack: "C404" }] };
  const sla = [{ name: "urgent", targets: { firstResponse: "1h" }, notify: places }];

  it("is looked at as that of a digest, with all that goes there", async () => {
    const config = { ...digestTo({ slack: "C404" }), sla };

    expect(await diagnosis(slackChannels, { environment: slackSet(), config })).toMatch(
      /^problem: There is no channel C404 that the bot can see, where morning, alerts of urgent go\./,
    );
    expect(await diagnosis(slackChannels, { config: { sla } })).toMatch(
      /^problem: alerts of urgent go to Slack \(C404\), which is not set up/,
    );
  });
});

describe("those whom alerts are escalated to", () => {
  const escalate = ["kim@example.com", "Max@example.com"].map((to) => ({ after: "15m", to }));
  const policy = { name: "urgent", targets: { firstResponse: "1h" }, escalate };
  const visit = (places: readonly object[], people: readonly object[]) => ({
    environment: { ...slackSet(), ...teamsSet },
    db: database.db,
    accountId: "escalated",
    config: { sla: [{ ...policy, notify: { breach: places } }], people },
  });
  const kim = { email: "kim@example.com", role: "lead" };
  const max = { email: "max@example.com", role: "manager" };

  it("are right when deskpulse and Slack know them", async () => {
    const told = await diagnosis(escalations, visit([{ console: true }], [kim, max]));

    expect(told).toBe("ok: Alerts are escalated to kim@example.com, max@example.com.");
    expect(await diagnosis(escalations, visit([], []))).toBe("");
  });

  it("are found wanting when one is nobody, or cannot be written to in person", async () => {
    const told = await diagnosis(escalations, visit([{ slack: "C1" }, { teams: "19:a" }], [kim]));

    expect(told.split("\n").map((line) => line.split(" → ")[0])).toEqual([
      "warning: The bot has no personal chat with kim@example.com in Teams, to whom alerts of urgent are escalated: they are told in the channel only.",
      "warning: Alerts of urgent are escalated to max@example.com, who is nobody deskpulse knows, so that whether they are on shift is not known either.",
      "warning: Slack knows nobody with the address max@example.com, to whom alerts of urgent are escalated: they are told in the channel only.",
      "warning: The bot has no personal chat with max@example.com in Teams, to whom alerts of urgent are escalated: they are told in the channel only.",
    ]);
  });

  it("may be hidden, where Slack does not tell addresses", async () => {
    const only = { ...visit([{ slack: "C1" }], [kim, max]) };
    slack.proxy.fail(
      "users.lookupByEmail",
      slackFaults.error("missing_scope", { needed: "users:read.email" }),
    );

    expect(await diagnosis(escalations, only)).toContain("the token lacks the scope users:read.email");
  });
});

describe("the clocks", () => {
  it("agree", async () => {
    const visit = { environment: slackSet(), db: database.db, clock: systemClock };

    expect(await diagnosis(clocks, visit)).toBe(
      "ok: This machine's clock agrees with the database's.\nok: This machine's clock agrees with Slack's.",
    );
  });

  it.each([
    [90_000, "warning: This machine's clock is 90 s ahead of the database's."],
    [-600_000, "problem: This machine's clock is 10 min behind the database's: what is due is told wrongly."],
  ])("are found to differ by %i ms", async (off, expected) => {
    const clock = { now: () => new Date(Date.now() + off) };

    expect(await diagnosis(clocks, { db: database.db, clock })).toContain(expected);
  });

  it("are compared by what Slack's answers are dated with", async () => {
    const date = "Sat, 07 Mar 2026 12:20:00 GMT";
    slack.proxy.fail("api.test", { forward: false, answer: { status: 200, headers: { date }, body: {} } });

    const told = await diagnosis(clocks, {
      environment: slackSet(),
      clock: fixedClock(new Date("2026-03-07T12:00:00Z")),
    });

    expect(told).toMatch(
      /^problem: This machine's clock is 20 min behind Slack's: what Slack sends is refused/,
    );
  });
});

const teamsSet = {
  TEAMS_CLIENT_ID: teamsCredentials.clientId,
  TEAMS_CLIENT_SECRET: teamsCredentials.clientSecret,
  TEAMS_TENANT_ID: teamsCredentials.tenantId,
};

describe("the token of Teams", () => {
  it("is given", async () => {
    const microsoft = { token: async () => botToken };

    expect(await diagnosis(teamsToken, { environment: teamsSet, microsoft })).toBe(
      "ok: Microsoft gives the bot a token.",
    );
    expect(await diagnosis(teamsToken, {})).toBe("ok: Microsoft Teams is not set up.");
  });

  it("is a problem when Microsoft refuses it, without the secret being told", async () => {
    const token = async () => {
      throw new Error(`AADSTS7000215: Invalid client secret provided: ${teamsCredentials.clientSecret}`);
    };

    const told = await diagnosis(teamsToken, { environment: teamsSet, microsoft: { token } });

    expect(told).toMatch(/^problem: Microsoft gave the bot no token: AADSTS7000215.* → Copy TEAMS_CLIENT_ID/);
    expect(told).not.toContain(teamsCredentials.clientSecret);
  });

  it.each([
    ["it is half set up", { TEAMS_CLIENT_ID: "1" }, /^problem: Teams is half set up: TEAMS_CLIENT_SECRET/],
    ["the test client may ask", { TEAMS_ALLOW_UNAUTHENTICATED: "true" }, /^warning: .*without a check/],
    [
      "all the world may ask",
      { TEAMS_ALLOW_UNAUTHENTICATED: "true", HOST: "0.0.0.0" },
      /^problem: .*anybody could speak as Teams/,
    ],
  ])("is found wanting when %s", async (_, environment, expected) => {
    expect(await diagnosis(teamsToken, { environment })).toMatch(expected);
  });
});

describe("a conversation of Teams that a digest goes to", () => {
  const target = "19:desk@thread.tacv2";
  const visit = (accountId: string) => ({
    environment: teamsSet,
    config: digestTo({ teams: target }),
    db: database.db,
    accountId,
    microsoft: { trustedServiceUrls: [connector.url] },
  });
  const heard = (accountId: string, serviceUrl: string) =>
    conversationReferences(database.db, accountId, "teams").save({ target, serviceUrl });

  it("is right when the bot has heard from it", async () => {
    await heard("teams-known", connector.url);

    expect(await diagnosis(teamsChats, visit("teams-known"))).toMatch(/^ok: The bot knows/);
  });

  it("is a problem when it has not, or its service is not Microsoft's", async () => {
    await heard("teams-foreign", "https://evil.example/teams");

    expect(await diagnosis(teamsChats, visit("teams-new"))).toMatch(
      /^problem: The bot has never heard from .* → Install the app there, and write "@deskpulse help" once/,
    );
    expect(await diagnosis(teamsChats, visit("teams-foreign"))).toMatch(
      /^problem: .*names https:\/\/evil\.example as its service, which is not Microsoft's/,
    );
  });

  it("is a problem where Teams is not set up", async () => {
    expect(await diagnosis(teamsChats, { ...visit("teams-none"), environment: {} })).toMatch(
      /^problem: morning goes to Teams, which is not set up/,
    );
  });
});
