import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startAlertScan } from "../../src/jobs/alerts/alert-scan.ts";
import { type Logger, silentLogger } from "../../src/logger.ts";
import { connections } from "../../src/store/pool.ts";
import { type AlertDesk, alertDesk, LivingSurface, momentOf } from "../support/alert-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { severableDatabase } from "../support/severed-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const settings = {
  sla: [{ name: "strict", targets: { firstResponse: "30m" }, notify: { breach: [{ slack: "C1" }] } }],
};

async function asked(desk: AlertDesk, conversation: string, time: string): Promise<void> {
  const at = momentOf(time).toISOString();
  await desk.happened([
    [at, "conversation.opened", { conversation, channel: "chat" }],
    [at, "message.received", { conversation }],
  ]);
}

const alerts = async ({ accountId }: AlertDesk) =>
  await database.db
    .selectFrom("alert_episodes")
    .select("conversation_id")
    .where("account_id", "=", accountId)
    .execute();

describe("the watch over promises", () => {
  it("loses nothing where the database goes away amid a look, goes on by itself, and says so once", async () => {
    const severable = await severableDatabase(database.url);
    const desk = await alertDesk(database, settings);
    await desk.at("08:59");
    for (const name of ["c1", "c2", "c3"]) await asked(desk, name, "09:00");
    desk.now = momentOf("09:30:05");
    const log: string[] = [];
    const { db } = connections(severable.url, silentLogger);
    const isAway = Promise.withResolvers<void>();
    let promises = 0;
    const enqueue = async () => {
      if (++promises > 1) return;
      await severable.cut();
      isAway.resolve();
    };
    const scan = startAlertScan({ ...desk.room, db, enqueue, logger: loggerInto(log) });
    await isAway.promise;
    await expect.poll(() => log.length, { timeout: 10_000 }).toBe(1);
    expect(await alerts(desk)).toEqual([]);
    await severable.restore();
    await expect.poll(() => alerts(desk), { timeout: 10_000 }).toHaveLength(3);
    await expect.poll(() => log.length, { timeout: 10_000 }).toBe(2);
    await scan.stop();
    await db.destroy();
    await severable.close();

    expect(log).toEqual([
      expect.stringMatching(/^Alerts cannot be looked after.*Cannot reach PostgreSQL at 127\.0\.0\.1/),
      "Alerts are looked after again",
    ]);
    for (const second of ["10", "12", "14"]) await desk.at(`09:30:${second}`);
    expect(desk.slack.arrivals).toHaveLength(3);
  });

  it("notices what comes while a platform does not answer to an edit", async () => {
    const answer = Promise.withResolvers<void>();
    const isAsked = Promise.withResolvers<void>();
    class SilentSurface extends LivingSurface {
      override async update(...edit: Parameters<LivingSurface["update"]>): Promise<void> {
        isAsked.resolve();
        await answer.promise;
        await super.update(...edit);
      }
    }
    const desk = await alertDesk(database, settings, [new SilentSurface("slack")]);
    await desk.at("08:59");
    await asked(desk, "c1", "09:00");
    await asked(desk, "c2", "09:01");
    await desk.at("09:30:05");
    await desk.happened([
      [
        momentOf("09:30:30").toISOString(),
        "message.sent",
        { conversation: "c1", author: { kind: "agent", id: "17" } },
      ],
    ]);
    desk.now = momentOf("09:30:40");
    const scan = startAlertScan(desk.room);
    await isAsked.promise;
    desk.now = momentOf("09:31:05");

    await expect.poll(() => alerts(desk), { timeout: 10_000 }).toHaveLength(2);
    answer.resolve();
    await scan.stop();
  });
});

function loggerInto(log: string[]): Logger {
  const keep = (fields: object, message: string) =>
    void log.push("err" in fields ? `${message} ${String(fields.err)}` : message);
  return { debug: () => undefined, info: keep, warn: () => undefined, error: keep };
}
