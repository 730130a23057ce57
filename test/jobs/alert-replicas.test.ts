import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeskConfig } from "../../src/config/desk-config.ts";
import type { AlertRoom } from "../../src/jobs/alerts/alert-room.ts";
import { scanAlerts } from "../../src/jobs/alerts/alert-scan.ts";
import { scanKpiAlerts } from "../../src/jobs/alerts/kpi-alert-scan.ts";
import type { Report } from "../../src/messages/report.ts";
import { settleEpisodes } from "../../src/store/alert-due-posts.ts";
import { changeEpisode, findEpisode } from "../../src/store/alert-episodes.ts";
import type { DeliveryContext } from "../../src/surfaces/surface.ts";
import { alertDesk, LivingSurface } from "../support/alert-desk.ts";
import { alertReplica, type Replica } from "../support/alert-replica.ts";
import { isAtRest } from "../support/alerts-at-rest.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk } from "../support/metric-desk.ts";
import { promise } from "../support/promise.ts";

// A few alerts without any pause; ALERT_REPLICAS=200 takes so many, through the queue, in a minute.
const COUNT = Number(process.env["ALERT_REPLICAS"] ?? 16);
const isQueued = process.env["ALERT_REPLICAS"] !== undefined;
/** How fast the time of the desk passes. */
const PACE = isQueued ? 10 : 40;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A platform that takes a moment to answer. */
class DistantSurface extends LivingSurface {
  override async post(target: string, report: Report, delivery: DeliveryContext) {
    await pause(3);
    return await super.post(target, report, delivery);
  }
}

const at = (time: string) => `2026-03-02T${time}Z`;
const lines = ["a", "b", "c", "d"];

/** A promise a line, told of in a channel of its own in Slack and one in Teams. */
const settings = {
  sla: lines.map((line) => ({
    name: line,
    match: { channel: [line] },
    targets: { firstResponse: "30m" },
    warnAt: ["50%"],
    notify: { warning: [{ slack: `C-${line}` }], breach: [{ slack: `C-${line}` }, { teams: `19:${line}` }] },
    escalate: [{ after: "3h", to: "kim@example.com" }],
  })),
  alertLimits: { storm: { alerts: 1_000 }, perHour: 1_000 },
};

/** Four kinds of alerts: that are answered, taken on by two at once, both, and left alone. */
const kinds = ["answered", "taken", "both", "left"] as const;

describe("alerts that two processes look after", () => {
  it("stand once a place, are taken on by one, and end as they should", { timeout: 400_000 }, async () => {
    const accountId = randomUUID();
    await promise(database, accountId, settings);
    const { happened } = metricDesk(database, accountId);
    const clock = racingClock(at("08:59:00"));
    const [slack, teams] = [new DistantSurface("slack"), new DistantSurface("teams", { canBeAsked: false })];
    const surfaces = new Map([slack, teams].map((surface) => [surface.platform, surface]));
    const config = DeskConfig.parse(settings);
    const options = { databaseUrl: database.url, accountId, config, surfaces, clock, speed: PACE, isQueued };
    await using one = await alertReplica(options);
    await using other = await alertReplica(options);
    const watched = database.db.selectFrom("alert_watches").selectAll().where("account_id", "=", accountId);
    await expect.poll(async () => (await watched.execute()).length, { timeout: 20_000 }).toBe(8);

    const names = Array.from({ length: COUNT }, (_, no) => `${kinds[no % 4]}-${no}`);
    const of = (...wanted: readonly string[]) =>
      names.filter((name) => wanted.includes(name.split("-")[0] ?? ""));
    await happened(
      names.flatMap((conversation, no) => {
        const begin = at(`09:00:0${no % 5}`);
        return [
          [begin, "conversation.opened", { conversation, channel: lines[Math.floor(no / 4) % 4] }] as const,
          [begin, "message.received", { conversation }] as const,
        ];
      }),
    );
    clock.race(at("09:30:05"), at("12:29:00"));
    await quiet(accountId, { living: 2 * COUNT, escalated: 0, ended: 0 });
    const numbers = await alertNumbers(accountId);

    const answers = await Promise.all([
      happened(
        of("answered", "both").map(
          (conversation) =>
            [at("09:30:01"), "message.sent", { conversation, author: { kind: "agent", id: "17" } }] as const,
        ),
      ),
      ...of("taken", "both").map((name) => takenByTwo(one, other, numbers.get(name) ?? 0)),
    ]);
    for (const told of answers.slice(1)) expectOneWinner(told ?? []);
    const ended = of("answered", "both").length;
    await quiet(accountId, { living: 2 * COUNT, escalated: 0, ended });
    // Kim is told where everybody is, and in chats of Kim's own.
    clock.race(at("12:30:05"), at("16:00:00"));
    await quiet(accountId, { living: 2 * COUNT, escalated: 4 * of("left").length, ended });

    expect([...one.errors, ...other.errors]).toEqual([]);
    const living = await livingMessages(accountId, { slack, teams });
    expect(living.size).toBe(2 * COUNT);
    for (const [place, text] of living) {
      const kind = place.split("-")[0];
      if (kind === "answered" || kind === "both") expect(text).toMatch(/^Resolved: first response/);
      else expect(text).toMatch(/^Overdue: first response/);
      expect(/(Max|Root) is on it until/.test(text)).toBe(kind === "taken");
      expect(text.includes("Escalated to kim@example.com")).toBe(kind === "left");
    }
    for (const { arrivals } of [slack, teams])
      expect(new Set(arrivals.map(({ deliveryId }) => deliveryId)).size).toBe(arrivals.length);
  });
});

describe("a process with an older deskpulse.yaml than another's", () => {
  it("neither drops what the other watches, nor is dropped while it runs", async () => {
    const [strict] = settings.sla;
    const newer = await alertDesk(database, {
      sla: [strict],
      alerts: [
        {
          id: "crowded",
          kpi: "conversations-opened",
          above: 0,
          over: "last 30 minutes",
          notify: [{ slack: "C1" }],
        },
      ],
    });
    const older = { ...newer.room, config: DeskConfig.parse({ sla: [{ ...strict, notify: {} }] }) };
    const look = async (time: string, rooms: readonly AlertRoom[]) => {
      newer.now = new Date(at(time));
      for (const room of rooms) {
        await scanKpiAlerts(room);
        await scanAlerts(room);
      }
      await newer.deliverAll();
    };
    await newer.happened([
      [at("09:00:00"), "conversation.opened", { conversation: "c1", channel: "a" }],
      [at("09:00:00"), "message.received", { conversation: "c1" }],
    ]);
    const both = [newer.room, older, newer.room, older];
    for (const time of ["09:14:30", "09:15:05", "09:15:10", "09:16:00", "09:17:00"]) await look(time, both);
    const headings = () => [...newer.slack.shown.values()].map((text) => text.split("\n")[0]);
    expect(headings()).toEqual(["Firing: Conversations opened above 0", "At risk: first response"]);

    for (const time of ["09:18:00", "09:20:00", "09:20:05", "09:20:10"]) await look(time, [older]);
    expect(headings()).toEqual(["Settled: Conversations opened above 0", "At risk: first response"]);
  });
});

describe("an alert that changes while another process finds all told of it", () => {
  it("is told of all the same", async () => {
    const desk = await alertDesk(database, settings);
    await desk.at("08:59");
    await desk.happened([
      [at("09:00:00"), "conversation.opened", { conversation: "c1", channel: "a" }],
      [at("09:00:00"), "message.received", { conversation: "c1" }],
    ]);
    await desk.at("09:30:05");
    const { db } = database;
    const alert = (await alertNumbers(desk.accountId)).get("c1") ?? 0;
    const before = await findEpisode(db, desk.accountId, alert);
    if (!before) throw new Error("There is no alert");
    await db.updateTable("alert_episodes").set({ is_settled: false }).execute();
    const { finding } = await db.transaction().execute(async (trx) => {
      await changeEpisode(trx, before, { priority: "high" }, true);
      const finding = settleEpisodes(db, desk.accountId);
      await Promise.race([finding, pause(100)]);
      return { finding };
    });
    await finding;

    expect(await findEpisode(db, desk.accountId, alert)).toMatchObject({
      version: before.version + 1,
      is_settled: false,
    });
  });
});

/** A clock that runs fast, and never further than it may. */
function racingClock(start: string) {
  let [origin, since, latest] = [Date.parse(start), performance.now(), Date.parse(start)];
  return {
    now: () => new Date(Math.min(latest, origin + (performance.now() - since) * PACE)),
    race(from: string, until: string) {
      [origin, since, latest] = [Date.parse(from), performance.now(), Date.parse(until)];
    },
  };
}

/** Waits until so much has been posted and has ended, and nothing is left to be done. */
async function quiet(
  accountId: string,
  wanted: { readonly living: number; readonly escalated: number; readonly ended: number },
): Promise<void> {
  const { db } = database;
  const counts = async () => {
    const sent = await db
      .selectFrom("deliveries")
      .select(["occurrence"])
      .where("account_id", "=", accountId)
      .where("state", "=", "sent")
      .execute();
    const over = db.selectFrom("alert_episodes").select("episode_id").where("account_id", "=", accountId);
    return {
      living: sent.filter(({ occurrence }) => occurrence === "alert").length,
      escalated: sent.filter(({ occurrence }) => occurrence.startsWith("escalation")).length,
      ended: (await over.where("ended_at", "is not", null).execute()).length,
      isAtRest: await isAtRest(db, accountId),
    };
  };
  await expect.poll(counts, { timeout: 180_000, interval: 50 }).toEqual({ ...wanted, isAtRest: true });
}

/** The numbers of the alerts by their conversations. */
async function alertNumbers(accountId: string): Promise<ReadonlyMap<string, number>> {
  const alerts = await database.db
    .selectFrom("alert_episodes")
    .select(["conversation_id", "episode_id"])
    .where("account_id", "=", accountId)
    .execute();
  return new Map(alerts.map((alert) => [alert.conversation_id ?? "", alert.episode_id]));
}

async function takenByTwo(one: Replica, other: Replica, alert: number): Promise<readonly string[]> {
  return await Promise.all([one.takeOn("max@example.com", alert), other.takeOn("root@example.com", alert)]);
}

/** One takes it on and the other sees who, or it was settled before both or between them. */
function expectOneWinner(told: readonly string[]): void {
  const [max = "", root = ""] = told.map((answer) => answer.split(".").slice(0, 2).join("."));
  const isMax = max.startsWith("You are on it");
  const [winner, loser] = isMax ? [max, root] : [root, max];
  if (/^It is settled already/.test(winner)) expect(loser).toMatch(/^It is settled already/);
  else expect(winner).toMatch(/^You are on it/);
  expect(loser).toMatch(/^It is settled already|^Somebody was first\. (Max|Root) is on it/);
  if (loser.startsWith("Somebody")) expect(loser).toContain(isMax ? "Max" : "Root");
}

/** "taken-5 slack" and what stands there. */
async function livingMessages(
  accountId: string,
  platforms: Readonly<Record<string, LivingSurface>>,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ conversation: string; platform: string; message: string }>`
    select e.conversation_id as conversation, d.platform, d.message_ref ->> 'messageId' as message
    from deliveries as d join alert_episodes as e on e.account_id = d.account_id and e.episode_id = d.subject_id::bigint
    where d.account_id = ${accountId} and d.occurrence = 'alert'
  `.execute(database.db);
  return new Map(
    rows.map(({ conversation, platform, message }) => [
      `${conversation} ${platform}`,
      platforms[platform]?.shown.get(message) ?? "",
    ]),
  );
}
