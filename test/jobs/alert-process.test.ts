import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDesk } from "../../src/cli/open-desk.ts";
import { type Clock, systemClock } from "../../src/clock.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { type RunningDeskpulse, startDeskpulse } from "../../src/main.ts";
import { createApiKey } from "../../src/store/api-keys.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { testDatabase } from "../support/database.ts";
import { postEvents } from "../support/event-door.ts";
import { movingClock } from "../support/moving-clock.ts";
import { openSlackDesk } from "../support/slack-desk.ts";
import { wordsOf } from "../support/slack-words.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const AWAY_MS = 10 * 60_000;

it("an alert goes from an event over HTTP to Slack and to its end, and what came while nothing ran is told at once", {
  timeout: 90_000,
}, async () => {
  const database = await testDatabase();
  const slack = await openSlackDesk();
  await using folder = await temporaryFolder();
  const config = join(folder.path, "deskpulse.yaml");
  await writeFile(config, policiesFor(slack.channelId));
  const environment = readEnvironment({
    DATABASE_URL: database.url,
    DESKPULSE_CONFIG: config,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_API_URL: slack.apiUrl,
    LOG_LEVEL: "silent",
    PORT: "0",
  });
  const start = async (clock: Clock) =>
    await startDeskpulse({ desk: { ...(await openDesk(environment)), clock } });
  const wanted = { name: "test", source: null, expiresAt: null, ratePerSecond: null };
  const key = (await createApiKey(database.db, DEFAULT_ACCOUNT, wanted, systemClock.now())).text;
  const says = async () => (await slack.messages(slack.channelId)).map((message) => wordsOf(message));
  const headings = async () => (await says()).map((words) => words.split("\n")[0]);
  const eventually = async (wanted: readonly string[]) =>
    await expect.poll(headings, { timeout: 20_000, interval: 50 }).toEqual(wanted);

  const clock = movingClock(new Date(systemClock.now().getTime() - AWAY_MS), 1);
  const before = await start(clock);
  const watched = database.db.selectFrom("alert_watches").selectAll();
  await expect.poll(async () => (await watched.execute()).length, { timeout: 20_000 }).toBe(4);
  await ask(before, key, { conversation: "c1", channel: "chat" }, clock.now());
  await eventually(["Overdue: first response"]);
  await send(before, key, "c1", "message.sent", clock.now(), { author: { kind: "agent", id: "17" } });
  await eventually(["Resolved: first response"]);
  await ask(before, key, { conversation: "c2", channel: "email" }, clock.now());
  await before.stop();

  const after = await start(systemClock);
  await eventually(["Resolved: first response", "Overdue: first response"]);
  expect((await says())[1]).toMatch(/Noticed (9|10) min late: deskpulse was not running/);
  await after.stop();
  expect(slack.proxy.complaints).toEqual([]);

  await slack.close();
  await database.close();
});

/** At risk after a second and overdue after two in chat, after half a minute and a whole one by e-mail. */
function policiesFor(channel: string): string {
  const notify = `{ warning: [{ slack: ${channel} }], breach: [{ slack: ${channel} }] }`;
  return `sla:
  - { name: chat, match: { channel: chat }, targets: { firstResponse: 2s }, warnAt: [50%], notify: ${notify} }
  - { name: email, match: { channel: email }, targets: { firstResponse: 1m }, warnAt: [50%], notify: ${notify} }
`;
}

async function ask(
  running: RunningDeskpulse,
  key: string,
  { conversation, channel }: { readonly conversation: string; readonly channel: string },
  at: Date,
): Promise<void> {
  await send(running, key, conversation, "conversation.opened", at, { channel });
  await send(running, key, conversation, "message.received", at);
}

async function send(
  { url }: RunningDeskpulse,
  key: string,
  conversation: string,
  type: string,
  at: Date,
  data: object = {},
): Promise<void> {
  const event = {
    specversion: "1.0",
    id: `${conversation} ${type}`,
    source: "desk",
    type,
    time: at.toISOString(),
    data: { conversation, ...data },
  };
  expect(await postEvents(`${url}/v1/events`, key, event)).toMatchObject({ status: 202 });
}
