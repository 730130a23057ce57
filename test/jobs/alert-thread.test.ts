import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { silentLogger } from "../../src/logger.ts";
import { slackSurface } from "../../src/surfaces/slack/slack-surface.ts";
import { type AlertDesk, alertDesk } from "../support/alert-desk.ts";
import { cardWords } from "../support/card-words.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openSlackDesk, type SlackDesk } from "../support/slack-desk.ts";
import { slackFaults } from "../support/slack-fault-proxy.ts";
import { wordsOf } from "../support/slack-words.ts";
import { stubDrawer } from "../support/stub-drawer.ts";
import { openTeamsDesk, type TeamsDesk } from "../support/teams-desk.ts";

let database: TestDatabase;
let slack: SlackDesk;
let teams: TeamsDesk;
let channel: string;
let channels = 0;
beforeAll(async () => {
  [database, slack, teams] = await Promise.all([
    testDatabase(),
    openSlackDesk({ users: ["kim"] }),
    openTeamsDesk(),
  ]);
  const { serviceUrl = "" } = (await teams.references.find(teams.target)) ?? {};
  await teams.references.save({ target: "a:kim", serviceUrl, userId: "29:kim" });
});
afterEach(() => {
  expect([...slack.proxy.complaints, ...teams.connector.complaints]).toEqual([]);
  slack.proxy.clear();
});
afterAll(() => Promise.all([database.close(), slack.close(), teams.close()]));

/** Warned half an hour after the customer wrote, broken after an hour, escalated a quarter of an hour later. */
async function openDesk(policy: object = {}, isInTeams = false): Promise<AlertDesk> {
  channels++;
  channel = await slack.newChannel(`alerts-${channels}`);
  const surface = slackSurface({
    botToken: slack.token,
    apiUrl: slack.apiUrl,
    drawer: stubDrawer(),
    logger: silentLogger,
    timeoutMs: 300,
    hasCommands: true,
  });
  const standard = {
    name: "standard",
    targets: { firstResponse: "1h" },
    warnAt: ["50%"],
    notify: { warning: [{ slack: channel }, ...(isInTeams ? [{ teams: teams.target }] : [])] },
    ...policy,
  };
  const desk = await alertDesk(database, { timezone: "Europe/Amsterdam", sla: [standard] }, [
    surface,
    teams.surface,
  ]);
  await desk.at("08:59");
  await desk.happened([
    [at("08:30"), "agent.updated", { agent: "17", name: "Ada *Byron*" }],
    [at("09:00"), "conversation.opened", { conversation: "c1", channel: "chat", priority: "high" }],
    [at("09:00"), "message.received", { conversation: "c1" }],
  ]);
  return desk;
}

const at = (time: string) => `2026-03-02T${time}:00Z`;

async function answered(desk: AlertDesk, time: string): Promise<void> {
  await desk.happened([
    [at(time), "message.sent", { conversation: "c1", author: { kind: "agent", id: "17" } }],
  ]);
}

/** Some looks, so that whatever waits for its turn has it. */
async function pass(desk: AlertDesk, ...times: readonly string[]): Promise<void> {
  for (const time of times) for (const second of ["05", "15"]) await desk.at(`${time}:${second}`);
}

async function slackReplies(): Promise<readonly string[]> {
  const [message] = await slack.messages(channel);
  return message ? (await slack.replies(channel, message.ts)).map(wordsOf) : [];
}

const words = (text: string) => text.split("\n").slice(3, -1);

describe("the history of an alert", () => {
  it("is one reply in the thread of its message, from the first news on, and grows in its place", async () => {
    const desk = await openDesk({}, true);
    await pass(desk, "09:30");
    expect(await slackReplies()).toEqual([]);

    // Slack posts it and does not answer: it is found in the thread.
    slack.proxy.fail("chat.postMessage", slackFaults.hangAfterwards);
    await desk.happened([[at("09:40"), "conversation.assigned", { conversation: "c1", agent: "17" }]]);
    await pass(desk, "09:41", "09:42");
    const first = ["10:30", "at risk", "10:41", "assigned to Ada *Byron*"];
    expect((await slackReplies()).map(words)).toEqual([first]);

    await pass(desk, "10:00");
    await answered(desk, "10:20");
    await pass(desk, "10:21");

    const whole = [...first, "11:00", "overdue", "11:21", "resolved, too late"];
    expect((await slackReplies()).map(words)).toEqual([whole]);
    expect(await slack.messages(channel)).toHaveLength(1);
    const { posted, updated } = teams.connector;
    const inThread = posted.filter(({ conversation }) =>
      conversation.startsWith(`${teams.target};messageid=`),
    );
    expect(inThread).toHaveLength(1);
    const last = updated.findLast(({ messageId }) => messageId === inThread[0]?.id);
    expect(last?.conversation).toBe(inThread[0]?.conversation);
    expect(words(cardWords(last?.activity.attachments?.[0]?.content))).toEqual(whole);
  });

  it("comes after the message itself was brought up to date", async () => {
    const desk = await openDesk();
    await pass(desk, "09:30");
    slack.proxy.clear();
    await pass(desk, "10:00", "10:02");
    await answered(desk, "10:20");
    await pass(desk, "10:21");

    const calls = slack.proxy.calls.map(({ method, parameters: { ts, thread_ts } }) => [
      method,
      ts ?? thread_ts,
    ]);
    const [message] = await slack.messages(channel);
    const [reply] = await slack.replies(channel, message?.ts ?? "");
    expect(calls).toEqual([
      ["chat.update", message?.ts],
      ["chat.postMessage", message?.ts],
      ["chat.update", message?.ts],
      ["chat.update", reply?.ts],
    ]);
  });

  it("is not begun in quiet hours, and told when they end", async () => {
    // Amsterdam is an hour ahead.
    const desk = await openDesk({ quietHours: ["10:55-12:00"] });
    await pass(desk, "09:30", "10:00");
    await answered(desk, "10:20");
    await pass(desk, "10:20");
    const inQuiet = [...(await slack.messages(channel)).map(wordsOf), ...(await slackReplies())];
    await pass(desk, "11:00");

    expect(inQuiet.map((text) => text.split("\n")[0])).toEqual(["Resolved: first response"]);
    expect((await slackReplies()).map((text) => words(text).filter((_, no) => no % 2 === 1))).toEqual([
      ["at risk", "overdue", "resolved, too late"],
    ]);
  });

  it("has no place where somebody deleted the message", async () => {
    const desk = await openDesk();
    await pass(desk, "09:30");
    const [message] = await slack.messages(channel);
    await slack.deleteMessage(channel, message?.ts ?? "");
    await pass(desk, "10:00", "10:02");

    expect(slack.proxy.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(1);
  });

  it("goes on where the wait is in danger again after it was settled", async () => {
    const desk = await openDesk({ match: { priority: ["high"] } });
    const priority = (time: string, to: string) =>
      desk.happened([[at(time), "conversation.updated", { conversation: "c1", priority: to }]]);
    await pass(desk, "09:30");
    await priority("09:35", "low");
    await pass(desk, "09:36");
    const settled = await slack.messages(channel);
    await priority("09:50", "high");
    await pass(desk, "09:50");

    expect(settled.map((message) => wordsOf(message).split("\n")[0])).toEqual(["Settled: first response"]);
    const messages = await slack.messages(channel);
    expect(messages.map((message) => wordsOf(message).split("\n")[0])).toEqual(["At risk: first response"]);
    expect((await slackReplies()).map((text) => words(text).filter((_, no) => no % 2 === 1))).toEqual([
      ["at risk", "nothing is promised any more", "at risk"],
    ]);
  });
});

describe("an escalation", () => {
  it("is told to the person as well, on every platform that has the alert, and ends as the alert does", async () => {
    const desk = await openDesk({ escalate: [{ after: "15m", to: "kim@example.com" }] }, true);
    await pass(desk, "09:30", "10:00", "10:16");
    const direct = await slack.directMessages("kim");
    const personal = teams.connector.posted.filter(({ conversation }) => conversation === "a:kim");
    expect(direct.map((message) => wordsOf(message).split("\n")[0])).toEqual(["Escalated to you"]);
    expect(personal.map(({ activity }) => activity.summary?.split(":")[0])).toEqual(["Escalated to you"]);

    await answered(desk, "10:20");
    await pass(desk, "10:21", "10:22");

    const inSlack = [...(await slack.messages(channel)), ...(await slack.directMessages("kim"))];
    expect(inSlack).toHaveLength(3);
    const inTeams = new Map(
      teams.connector.updated
        .filter(({ conversation }) => !conversation.includes(";"))
        .map(({ messageId, activity }) => [messageId, cardWords(activity.attachments?.[0]?.content)]),
    );
    for (const text of [...inSlack.map(wordsOf), ...[...inTeams.values()].slice(-3)]) {
      expect(text).toContain("Resolved: first response");
      expect(text).not.toContain("I'm on it");
    }
    expect(
      inSlack.map(wordsOf).filter((text) => text.includes("It was escalated to kim@example.com")),
    ).toHaveLength(2);
  });

  it("to somebody whom the platform does not know is told in the channel all the same", async () => {
    const desk = await openDesk({ escalate: [{ after: "15m", to: "max@example.com" }] });
    await pass(desk, "09:30", "10:00", "10:16");

    const headings = (await slack.messages(channel)).map((message) => wordsOf(message).split("\n")[0]);
    expect(headings).toEqual(["Overdue: first response", "Escalated to max@example.com"]);
    const missed = await database.db
      .selectFrom("deliveries")
      .select(["state", "error"])
      .where("account_id", "=", desk.accountId)
      .where("target", "=", "mailto:max@example.com")
      .execute();
    expect(missed).toEqual([
      {
        state: "skipped",
        error: "Slack knows nobody with the address max@example.com who can be written to",
      },
    ]);
  });
});
