import { afterAll, beforeAll, expect, it } from "vitest";
import { targetIntervalMs } from "../../src/deliveries/target-interval.ts";
import { scanAlerts } from "../../src/jobs/alerts/alert-scan.ts";
import type { Report } from "../../src/messages/report.ts";
import type { DeliveryContext, PostedMessage } from "../../src/surfaces/surface.ts";
import { type AlertDesk, alertDesk, LivingSurface, momentOf } from "../support/alert-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { startClocks } from "../support/running-clocks.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const CLOCKS = 3_000;
/** From look to look: turns of the places are asked for too early and late. */
const STEPS_MS = [300, 900, 2_400];

/** Writes down when it was asked for something. */
class TimedSurface extends LivingSurface {
  readonly times: number[] = [];
  now: () => Date = () => new Date(Number.NaN);

  override async post(target: string, report: Report, delivery: DeliveryContext): Promise<PostedMessage> {
    this.times.push(this.now().getTime());
    return await super.post(target, report, delivery);
  }

  override async update(message: PostedMessage, report: Report): Promise<void> {
    this.times.push(this.now().getTime());
    await super.update(message, report);
  }
}

it("thousands that break within a minute are six messages in each place, at the pace of the platform", async () => {
  const surfaces = { slack: new TimedSurface("slack"), teams: new TimedSurface("teams") };
  const desk = await alertDesk(
    database,
    {
      sla: [
        {
          name: "strict",
          targets: { firstResponse: "30m" },
          notify: { breach: [{ slack: "C1" }, { teams: "19:a@thread.tacv2" }] },
        },
      ],
    },
    Object.values(surfaces),
  );
  for (const surface of Object.values(surfaces)) surface.now = () => desk.now;
  desk.now = momentOf("09:59");
  await scanAlerts(desk.room);
  const rush = { policy: "strict", count: CLOCKS, from: momentOf("10:00"), spreadMs: 60_000 };
  await startClocks(database.db, desk.accountId, rush);

  await passTime(desk, momentOf("10:00"), momentOf("10:01:20"));

  expect(await longestUnnoticedMs(desk)).toBeLessThanOrEqual(Math.max(...STEPS_MS));
  for (const [platform, { arrivals, shown, times }] of Object.entries(surfaces)) {
    const many = arrivals.filter(({ summary }) =>
      summary.startsWith("Many promises in danger: topic outage"),
    );
    expect({ arrivals: arrivals.length, many: many.length }).toEqual({ arrivals: 6, many: 1 });
    expect([...shown.values()].join("\n")).toContain(
      `${CLOCKS - 5} more alerts since 10:00; ${CLOCKS - 5} still wait, ${CLOCKS - 5} of them overdue.`,
    );
    const pauses = times.slice(1).map((time, no) => time - (times[no] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(targetIntervalMs(platform));
  }
});

async function passTime(desk: AlertDesk, from: Date, until: Date): Promise<void> {
  let at = from.getTime();
  for (let look = 0; at <= until.getTime(); look++) {
    desk.now = new Date(at);
    await scanAlerts(desk.room);
    await desk.deliverAll();
    at += STEPS_MS[look % STEPS_MS.length] ?? 0;
  }
}

/** From the moment that a promise was broken to that at which somebody could know of it. */
async function longestUnnoticedMs(desk: AlertDesk): Promise<number> {
  const episodes = await database.db
    .selectFrom("alert_episodes")
    .select(["due_at", "told_at"])
    .where("account_id", "=", desk.accountId)
    .execute();
  expect(episodes).toHaveLength(CLOCKS);
  return Math.max(
    ...episodes.map(({ due_at, told_at }) => told_at.getTime() - (due_at?.getTime() ?? Number.NaN)),
  );
}
