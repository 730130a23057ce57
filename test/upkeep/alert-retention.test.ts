import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommand } from "../../src/commands/run-command.ts";
import { startUpkeep } from "../../src/jobs/upkeep.ts";
import { silentLogger } from "../../src/logger.ts";
import { alertDesk } from "../support/alert-desk.ts";
import { commandDesk } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = (time: string) => `2026-03-02T${time}:00Z`;

it("what happened to alerts is dropped 90 days after they ended; they are counted and answer all the same", async () => {
  const desk = await alertDesk(database, {
    sla: [
      {
        name: "standard",
        targets: { firstResponse: "1h" },
        warnAt: ["50%"],
        notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }] },
      },
    ],
  });
  const { accountId, room } = desk;
  await desk.at("08:59");
  for (const conversation of ["old", "young", "open"])
    await desk.happened([
      [at("09:00"), "conversation.opened", { conversation, channel: "chat" }],
      [at("09:00"), "message.received", { conversation }],
    ]);
  await desk.at("09:31");
  const replied = (conversation: string, time: string) =>
    desk.happened([[at(time), "message.sent", { conversation, author: { kind: "agent", id: "ada" } }]]);
  await replied("old", "09:50");
  await replied("young", "10:10");
  for (const time of ["10:11", "10:12", "10:13"]) await desk.at(time);
  const before = await conversationsIn();
  expect(before).toEqual({ alert_posts: ["old", "open", "young"], alert_history: ["old", "open", "young"] });

  const [settled, current] = await toldAmongMany("old");

  // Ninety days after 10:00.
  const now = new Date("2026-05-31T10:00:00Z");
  const upkeep = { db: database.db, accountId, config: room.config, logger: silentLogger };
  await startUpkeep({ ...upkeep, clock: { now: () => now } }).stop();

  expect(await conversationsIn()).toEqual({
    alert_posts: ["open", "young"],
    alert_history: ["open", "young"],
  });
  const kept = [await numberOf("young"), await numberOf("open")];
  expect((await subjectsInLedger()).toSorted()).toEqual(kept.toSorted());
  expect(await memberships()).toEqual([current]);
  expect(settled).not.toBe(current);
  const kpis = metricDesk(database, accountId);
  expect(await kpis.total("alerts", { period: "2026-03-02" })).toMatchObject({ value: 3 });
  expect(await kpis.total("time-to-acknowledge", { period: "2026-03-02" })).toMatchObject({
    notes: ["2 settled without anybody taking them on", "1 open and taken on by nobody"],
  });
  const answer = await asked();
  expect(answer).toContain("It came at 10:50");
  expect(answer).toContain("not kept any more");

  async function conversationsIn() {
    const named = async (table: "alert_posts" | "alert_history") => {
      const rows = await database.db
        .selectFrom(table)
        .innerJoin("alert_episodes as e", "e.episode_id", `${table}.episode_id`)
        .where("e.account_id", "=", accountId)
        .select("e.conversation_id as name")
        .distinct()
        .orderBy("e.conversation_id")
        .execute();
      return rows.map(({ name }) => name);
    };
    return { alert_posts: await named("alert_posts"), alert_history: await named("alert_history") };
  }

  async function numberOf(conversation: string): Promise<number> {
    const { episode_id } = await database.db
      .selectFrom("alert_episodes")
      .select("episode_id")
      .where("account_id", "=", accountId)
      .where("conversation_id", "=", conversation)
      .executeTakeFirstOrThrow();
    return episode_id;
  }

  /** By one message that is settled, and by one that is still brought up to date. */
  async function toldAmongMany(conversation: string): Promise<readonly number[]> {
    const episode_id = await numberOf(conversation);
    const storm = { account_id: accountId, platform: "slack", target: "C1", shares: "channel" as const };
    const times = { started_at: desk.now, last_at: desk.now, ended_at: desk.now };
    const storms = await database.db
      .insertInto("alert_storms")
      .values([desk.now, null].map((settled_at) => ({ ...storm, ...times, value: "chat", settled_at })))
      .returning("storm_id")
      .execute();
    const members = storms.map(({ storm_id }) => ({ account_id: accountId, storm_id, episode_id }));
    await database.db.insertInto("alert_storm_members").values(members).execute();
    return members.map(({ storm_id }) => storm_id);
  }

  async function memberships(): Promise<readonly number[]> {
    const rows = await database.db
      .selectFrom("alert_storm_members")
      .select("storm_id")
      .where("account_id", "=", accountId)
      .execute();
    return rows.map(({ storm_id }) => storm_id);
  }

  async function subjectsInLedger(): Promise<readonly number[]> {
    const rows = await database.db
      .selectFrom("deliveries")
      .select("subject_id")
      .where("account_id", "=", accountId)
      .distinct()
      .execute();
    return rows.map(({ subject_id }) => Number(subject_id));
  }

  async function asked(): Promise<string> {
    const people = commandDesk(database);
    const episode_id = await numberOf("old");
    const max = { ...(await people.asker("max")), now };
    const { report } = await runCommand(`ack ${episode_id}`, max, { ...people.room, accountId });
    return `${report.summary} ${JSON.stringify(report.sections)}`;
  }
});
