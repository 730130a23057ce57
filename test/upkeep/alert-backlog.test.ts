import { afterAll, beforeAll, expect, it } from "vitest";
import { deskMetrics } from "../../src/observability/desk-metrics.ts";
import { DeliveryError } from "../../src/surfaces/surface.ts";
import { alertDesk, momentOf } from "../support/alert-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = (time: string) => `2026-03-02T${time}:00Z`;

it("what stands of alerts is measured: open and held back, edits that fail, and until when clocks were looked at", async () => {
  const standard = { name: "standard", targets: { firstResponse: "1h" }, warnAt: ["50%"] };
  const notify = { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }] };
  const desk = await alertDesk(database, {
    sla: [
      { ...standard, match: { channel: "chat" }, notify },
      { ...standard, name: "calm", notify, quietHours: ["09:00-11:00"] },
    ],
  });
  const opened: (readonly [string, number | undefined])[] = [];
  Object.assign(desk.room, { onOpened: (...how: [string, number?]) => void opened.push([how[0], how[1]]) });
  const { text } = deskMetrics(database.db, desk.accountId);
  expect(await text()).not.toMatch(/^deskpulse_alert(s_open|_scan)/m);

  await desk.at("08:59");
  for (const [conversation, channel] of [
    ["c1", "chat"],
    ["c2", "email"],
  ]) {
    await desk.happened([
      [at("09:00"), "conversation.opened", { conversation, channel }],
      [at("09:00"), "message.received", { conversation }],
    ]);
  }
  await desk.at("09:30:02");
  const badDay = new DeliveryError("retry", "Slack has a bad day");
  desk.slack.failures.push(badDay, badDay);
  await desk.at("10:00:01");

  const told = await text();
  expect(told).toContain('deskpulse_alerts_open{kind="wait",state="breached"} 2');
  expect(told).toMatch(/^deskpulse_alerts_held_back 1$/m);
  expect(told).toContain('deskpulse_alert_edits_failing{platform="slack"} 1');
  expect(told).toMatch(
    new RegExp(`^deskpulse_alert_scan_timestamp_seconds ${momentOf("10:00:04").getTime() / 1000}$`, "m"),
  );
  expect(opened).toEqual([
    ["warning", 2000],
    ["warning", 2000],
  ]);
  await desk.at("10:05");
  expect(await text()).not.toContain("deskpulse_alert_edits_failing{");
});
