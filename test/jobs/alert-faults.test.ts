import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { scanAlerts } from "../../src/jobs/alerts/alert-scan.ts";
import { silentLogger } from "../../src/logger.ts";
import { slackSurface } from "../../src/surfaces/slack/slack-surface.ts";
import type { Surface } from "../../src/surfaces/surface.ts";
import { type AlertDesk, alertDesk, momentOf } from "../support/alert-desk.ts";
import { cardWords } from "../support/card-words.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openSlackDesk, type SlackDesk } from "../support/slack-desk.ts";
import { slackFaults } from "../support/slack-fault-proxy.ts";
import { wordsOf } from "../support/slack-words.ts";
import { stubDrawer } from "../support/stub-drawer.ts";
import { openTeamsDesk, type TeamsDesk } from "../support/teams-desk.ts";

const MAY_REPEAT = /may repeat|may be here twice|may see this twice/;

let database: TestDatabase;
let slack: SlackDesk;
let slackSide: Surface;
let teams: TeamsDesk;
beforeAll(async () => {
  [database, slack, teams] = await Promise.all([
    testDatabase(),
    openSlackDesk(),
    openTeamsDesk({ timeoutMs: 200 }),
  ]);
  const drawer = stubDrawer();
  const { token: botToken, apiUrl } = slack;
  slackSide = slackSurface({
    botToken,
    apiUrl,
    drawer,
    logger: silentLogger,
    timeoutMs: 200,
    hasCommands: true,
  });
});
afterAll(() => Promise.all([database.close(), slack.close(), teams.close()]));
afterEach(() => {
  expect([...slack.proxy.complaints, ...teams.connector.complaints]).toEqual([]);
  slack.proxy.clear();
});

/** Broken half an hour after the customer wrote. */
async function deskTelling(...places: readonly object[]): Promise<AlertDesk> {
  const settings = {
    sla: [{ name: "strict", targets: { firstResponse: "30m" }, notify: { breach: places } }],
  };
  const desk = await alertDesk(database, settings, [slackSide, teams.surface]);
  await desk.at("08:59");
  return desk;
}

async function asked(desk: AlertDesk, conversation: string, time: string): Promise<void> {
  await desk.happened([
    [momentOf(time).toISOString(), "conversation.opened", { conversation, channel: "chat" }],
    [momentOf(time).toISOString(), "message.received", { conversation }],
  ]);
}

async function answered(desk: AlertDesk, conversation: string, time: string): Promise<void> {
  const author = { kind: "agent", id: "17" };
  await desk.happened([[momentOf(time).toISOString(), "message.sent", { conversation, author }]]);
}

interface Asked {
  /** "09:30:02" */
  readonly at: string;
  readonly method: string;
  readonly channel: string | undefined;
}

/** Looks and delivers every so many seconds; what Slack was asked to write meanwhile. */
async function pass(desk: AlertDesk, from: string, seconds: number, every = 1): Promise<readonly Asked[]> {
  const start = momentOf(from).getTime();
  const written: Asked[] = [];
  for (let second = 0; second <= seconds; second += every) {
    desk.now = new Date(start + second * 1_000);
    const before = slack.proxy.calls.length;
    await scanAlerts(desk.room);
    await desk.deliverAll();
    for (const { method, parameters } of slack.proxy.calls.slice(before))
      if (method.startsWith("chat."))
        written.push({ at: desk.now.toISOString().slice(11, 19), method, channel: parameters["channel"] });
  }
  return written;
}

const headings = async (channel: string) =>
  (await slack.messages(channel)).map((message) => wordsOf(message).split("\n")[0]);

describe("an alert in Slack, where Slack", () => {
  const { rateLimited, unavailable, drop, hang } = slackFaults;
  it.each([
    ["cuts the connection", slackFaults.dropAfterwards, [rateLimited(30), unavailable, drop, hang]],
    ["does not answer", slackFaults.hangAfterwards, []],
    ["fails", slackFaults.unavailableAfterwards, []],
  ])("%s after it has posted, stands once and right to its end", async (how, fault, before) => {
    const channel = await slack.newChannel(`unclear-${how.replaceAll(" ", "-")}`);
    const seconds = 20 + 25 * before.length;
    const desk = await deskTelling({ slack: channel });
    await asked(desk, "c1", "09:00:00");
    slack.proxy.fail("chat.postMessage", ...before, fault);
    await pass(desk, "09:30:01", seconds, 5);
    expect(await headings(channel)).toEqual(["Overdue: first response"]);

    slack.proxy.fail("chat.update", ...before, fault);
    await answered(desk, "c1", "09:40:00");
    await pass(desk, "09:40:01", seconds, 5);
    expect(await headings(channel)).toEqual(["Resolved: first response"]);
    expect((await slack.messages(channel)).map(wordsOf).join()).not.toMatch(MAY_REPEAT);
  });

  it("asks to wait, is left alone for so long, posts and edits alike, and gets everything afterwards", async () => {
    const channel = await slack.newChannel("limited");
    const desk = await deskTelling({ slack: channel });
    await asked(desk, "c1", "09:00:00");
    await asked(desk, "c2", "09:00:05");
    slack.proxy.fail("chat.postMessage", slackFaults.rateLimited(30));

    const posts = await pass(desk, "09:30:01", 40);
    expect(posts.map(({ at }) => at)).toEqual(["09:30:01", "09:30:31", "09:30:32"]);
    expect(await headings(channel)).toHaveLength(2);

    await answered(desk, "c1", "09:31:00");
    await asked(desk, "c3", "09:01:05");
    slack.proxy.fail("chat.update", slackFaults.rateLimited(30));
    const written = await pass(desk, "09:31:01", 40);
    // What is new goes first, then what has changed; the history in a thread can wait.
    expect(written.map(({ at, method }) => `${at} ${method}`)).toEqual([
      "09:31:01 chat.update",
      "09:31:31 chat.postMessage",
      "09:31:32 chat.update",
      "09:31:33 chat.postMessage",
    ]);
    expect((await headings(channel)).toSorted()).toEqual([
      "Overdue: first response",
      "Overdue: first response",
      "Resolved: first response",
    ]);
  });

  it("has the channel archived or unknown, goes on in the other places", async () => {
    const [archived, other] = [await slack.newChannel("archived"), await slack.newChannel("other")];
    await slack.archive(archived);
    const desk = await deskTelling({ slack: archived }, { slack: "C0UNKNOWN" }, { slack: other });
    await asked(desk, "c1", "09:00:00");
    await pass(desk, "09:30:01", 6);
    await answered(desk, "c1", "09:31:00");
    await asked(desk, "c2", "09:01:00");
    await pass(desk, "09:31:01", 6);

    expect((await headings(other)).toSorted()).toEqual([
      "Overdue: first response",
      "Resolved: first response",
    ]);
    const ledger = await database.db
      .selectFrom("deliveries")
      .select(["state", "attempts", "target"])
      .where("account_id", "=", desk.accountId)
      .orderBy("target")
      .orderBy("created_at")
      .execute();
    expect(
      ledger.filter(({ target }) => target !== other).map(({ state, attempts }) => `${state} ${attempts}`),
    ).toEqual(["failed 1", "skipped 0", "failed 1", "skipped 0"]);
  });

  it("has lost a message that somebody deleted, keeps the other places right", async () => {
    const [first, second] = [await slack.newChannel("deleted"), await slack.newChannel("kept")];
    const desk = await deskTelling({ slack: first }, { slack: second });
    await asked(desk, "c1", "09:00:00");
    await pass(desk, "09:30:01", 3);
    const [message] = await slack.messages(first);
    await slack.deleteMessage(first, message?.ts ?? "");
    await answered(desk, "c1", "09:31:00");
    const written = await pass(desk, "09:31:01", 20, 2);

    expect(await headings(first)).toEqual([]);
    expect(await headings(second)).toEqual(["Resolved: first response"]);
    expect(written.map(({ method, channel }) => `${method} ${channel}`).toSorted()).toEqual(
      [`chat.postMessage ${second}`, `chat.update ${first}`, `chat.update ${second}`].toSorted(),
    );
  });
});

describe("an alert in Teams, where Teams", () => {
  const refused = (status: number) => ({ kind: "answer", status, headers: { "retry-after": "30" } }) as const;

  it("refuses it in every way that says so, stands once and right to its end", async () => {
    const desk = await deskTelling({ teams: teams.target });
    const before = alertsInTeams().length;
    await asked(desk, "c1", "09:00:00");
    teams.connector.failNext(refused(429), refused(503));
    await pass(desk, "09:30:01", 29);
    expect(alertsInTeams()).toHaveLength(before);
    await pass(desk, "09:30:31", 30, 5);
    teams.connector.failNextUpdate(
      refused(429),
      refused(500),
      { kind: "drop-before" },
      { kind: "drop-after" },
    );
    await answered(desk, "c1", "09:40:00");
    await pass(desk, "09:40:01", 90, 5);

    const cards = alertsInTeams()
      .slice(before)
      .map(({ activity }) => wordsOfCard(activity));
    expect(cards).toEqual([expect.not.stringMatching(MAY_REPEAT)]);
    expect(cards[0]).toContain("Overdue: first response");
    expect(lastEditOf(alertsInTeams().at(-1)?.id)).toContain("Resolved: first response");
  });

  it.each([
    ["fails without a word about it", refused(500), 1],
    ["gives up on it", refused(504), 1],
    ["cuts the connection before it", { kind: "drop-before" }, 1],
    ["cuts the connection after it", { kind: "drop-after" }, 2],
    ["does not answer", { kind: "silent" }, 2],
  ] as const)(
    "%s, is sent it again with a note that it may repeat, and edits that one",
    async (_, fault, posts) => {
      const desk = await deskTelling({ teams: teams.target });
      const before = alertsInTeams().length;
      await asked(desk, "c1", "09:00:00");
      teams.connector.failNext(fault);
      await pass(desk, "09:30:01", 30, 3);
      await answered(desk, "c1", "09:40:00");
      await pass(desk, "09:40:01", 6, 3);

      const posted = alertsInTeams().slice(before);
      expect(posted).toHaveLength(posts);
      expect(posted.map(({ activity }) => MAY_REPEAT.test(wordsOfCard(activity)))).toEqual(
        posts === 1 ? [true] : [false, true],
      );
      expect(lastEditOf(posted.at(-1)?.id)).toContain("Resolved: first response");
      expect(lastEditOf(posted.at(-2)?.id)).toBe("");
      const delivery = database.db.selectFrom("deliveries").select(["state", "is_unclear"]);
      expect(
        await delivery.where("account_id", "=", desk.accountId).where("occurrence", "=", "alert").execute(),
      ).toEqual([{ state: "sent", is_unclear: true }]);
    },
  );
});

function wordsOfCard(activity: TeamsDesk["connector"]["posted"][number]["activity"]): string {
  return cardWords(activity.attachments?.[0]?.content);
}

/** What was posted to the channel itself: not the histories in threads. */
function alertsInTeams(): TeamsDesk["connector"]["posted"] {
  return teams.connector.posted.filter(({ conversation }) => conversation === teams.target);
}

function lastEditOf(message: string | undefined): string {
  const edit = teams.connector.updated.filter(({ messageId }) => messageId === message).at(-1);
  return edit ? wordsOfCard(edit.activity) : "";
}
