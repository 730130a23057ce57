import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommand } from "../../src/commands/run-command.ts";
import { composeDigest } from "../../src/digests/compose-digest.ts";
import type { Report } from "../../src/messages/report.ts";
import { type AlertDesk, alertDesk, momentOf } from "../support/alert-desk.ts";
import { commandDesk } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = (time: string) => `2026-03-02T${time}:00Z`;

it("a digest shows how promises and alerts went, against their goals, and the same when it is composed later", async () => {
  const desk = await alertDesk(database, {
    sla: [
      {
        name: "standard",
        targets: { firstResponse: "1h" },
        warnAt: ["50%"],
        notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }] },
      },
    ],
    goals: [
      { kpi: "on-time", atLeast: 90 },
      { kpi: "sla-attainment", atLeast: 80 },
      { kpi: "time-to-acknowledge", atMost: "15m" },
    ],
    digests: [
      {
        id: "promises",
        title: "Promises",
        cron: "30 8 * * *",
        kpis: ["on-time", "sla-attainment", "alerts", "time-to-acknowledge"],
        table: { by: "policy", kpis: ["sla-attainment", "alerts"] },
        targets: [{ slack: "C1" }],
      },
    ],
  });
  await desk.at("08:59");
  // Due within an hour, warned of after half of it: two come before that, one in time, one too late.
  for (const [conversation, asked, replied] of [
    ["c1", "09:00", "09:20"],
    ["c2", "09:00", "10:30"],
    ["c3", "09:00", "09:40"],
    ["c4", "09:00", "09:10"],
  ] as const)
    await desk.happened([
      [at(asked), "conversation.opened", { conversation, channel: "chat" }],
      [at(asked), "message.received", { conversation }],
      ...(replied < "09:30" ? [answer(conversation, replied)] : []),
    ]);
  await desk.at("09:30:01");
  await takeOn(desk, "c2", momentOf("09:40:01"));
  await desk.happened([answer("c3", "09:40"), answer("c2", "10:30")]);
  await desk.at("10:31");
  await desk.happened([
    [at("23:00"), "conversation.opened", { conversation: "c5", channel: "chat" }],
    [at("23:00"), "message.received", { conversation: "c5" }],
  ]);
  await desk.at("23:30:01");

  const report = await composed(desk);

  expect(tiles(report)).toEqual([
    ["On time", "75 %", "goal of at least 90 % missed"],
    ["SLA attainment", "75 %", "goal of at least 80 % nearly met"],
    ["Alerts", "3", undefined],
    ["Time to acknowledge", "10m", "goal of at most 15m met"],
  ]);
  expect(JSON.stringify(report)).toContain("1 settled without anybody taking them on");
  expect(JSON.stringify(report)).toContain("1 open and taken on by nobody");
  expect(report.sections).toContainEqual(
    expect.objectContaining({ type: "table", rows: [["standard", "75 %", "3"]] }),
  );

  await takeOn(desk, "c5", new Date("2026-03-03T10:00:00Z"));
  expect(await composed(desk)).toEqual(report);
});

function answer(conversation: string, time: string) {
  const author = { kind: "agent", id: "17" };
  return [at(time), "message.sent", { conversation, author }] as const;
}

async function takeOn(desk: AlertDesk, conversation: string, now: Date): Promise<void> {
  const people = commandDesk(database);
  const { episode_id } = await database.db
    .selectFrom("alert_episodes")
    .select("episode_id")
    .where("conversation_id", "=", conversation)
    .executeTakeFirstOrThrow();
  const max = { ...(await people.asker("max")), now };
  const { report } = await runCommand(`ack ${episode_id} 30m`, max, {
    ...people.room,
    accountId: desk.accountId,
  });
  expect(report.summary).toContain("You are on it");
}

/** At half past eight the next morning, of the day before. */
async function composed({ accountId, room: { config } }: AlertDesk): Promise<Report> {
  const [digest] = config.digests;
  if (!digest) throw new Error("no digest");
  const now = new Date("2026-03-03T08:30:00Z");
  return (await composeDigest(database.db, { accountId, digest, config, now })).report;
}

function tiles({ sections }: Report) {
  return sections
    .flatMap((section) => (section.type === "tiles" ? section.tiles : []))
    .map(({ label, value, goal }) => [label, value, goal?.text]);
}
