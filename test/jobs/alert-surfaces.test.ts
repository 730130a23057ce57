import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLogger } from "../../src/logger.ts";
import { slackSurface } from "../../src/surfaces/slack/slack-surface.ts";
import { alertDesk } from "../support/alert-desk.ts";
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
beforeAll(async () => {
  [database, slack, teams] = await Promise.all([testDatabase(), openSlackDesk(), openTeamsDesk()]);
});
afterAll(() => Promise.all([database.close(), slack.close(), teams.close()]));

const at = (time: string) => `2026-03-02T${time}:00Z`;

describe("the message of an alert", () => {
  it("stands once in Slack and in Teams, and says the same in both until the end", async () => {
    const settings = {
      name: "standard",
      targets: { firstResponse: "1h" },
      warnAt: ["50%"],
      notify: { warning: [{ slack: slack.channelId }, { teams: teams.target }] },
    };
    const surface = slackSurface({
      botToken: slack.token,
      apiUrl: slack.apiUrl,
      drawer: stubDrawer(),
      logger: silentLogger,
      timeoutMs: 300,
      hasCommands: true,
    });
    const desk = await alertDesk(database, { sla: [settings] }, [surface, teams.surface]);
    await desk.at("08:59");
    await desk.happened([
      [at("09:00"), "conversation.opened", { conversation: "<!channel>", channel: "chat" }],
      [at("09:00"), "message.received", { conversation: "<!channel>" }],
    ]);

    // Slack posts it and does not answer, then has too much to do, then fails, then updates it without answering.
    slack.proxy.fail("chat.postMessage", slackFaults.hangAfterwards);
    slack.proxy.fail(
      "chat.update",
      slackFaults.rateLimited(5),
      slackFaults.unavailable,
      slackFaults.hangAfterwards,
    );
    await desk.at("09:31");
    await desk.at("09:32");
    for (const time of ["10:01", "10:02", "10:03", "10:04"]) await desk.at(time);
    expect(await slackWords()).toContain("Overdue: first response");
    expect(teamsWords()).toContain("Overdue: first response");
    await desk.happened([
      [at("10:05"), "message.sent", { conversation: "<!channel>", author: { kind: "agent", id: "17" } }],
    ]);
    for (const time of ["10:06", "10:07", "10:08"]) await desk.at(time);

    expect(await slack.messages(slack.channelId)).toHaveLength(1);
    expect(await slackWords()).toContain("Resolved: first response");
    expect(living()).toHaveLength(1);
    expect(teamsWords()).toContain("Resolved: first response");
    expect([...slack.proxy.complaints, ...teams.connector.complaints]).toEqual([]);
    expect((await slack.messages(slack.channelId))[0]?.text).not.toContain("<!channel>");
  });
});

async function slackWords(): Promise<string> {
  const [message] = await slack.messages(slack.channelId);
  return message ? wordsOf(message) : "";
}

/** Without what stands in threads. */
const living = () => teams.connector.posted.filter(({ conversation }) => conversation === teams.target);

function teamsWords(): string {
  const edited = teams.connector.updated.filter(({ conversation }) => conversation === teams.target);
  const activity = edited.at(-1)?.activity ?? living().at(-1)?.activity;
  return cardWords(activity?.attachments?.[0]?.content);
}
