import { afterAll, beforeAll, expect, it } from "vitest";
import { startUpkeep } from "../../src/jobs/upkeep.ts";
import { retryPausedTargets } from "../../src/store/retry-paused-targets.ts";
import { DeliveryError } from "../../src/surfaces/surface.ts";
import { alertDesk, momentOf } from "../support/alert-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = (time: string) => `2026-03-02T${time}:00Z`;

it("a channel of alerts that is gone is tried again later, with what is open still", async () => {
  const desk = await alertDesk(database, {
    sla: [
      {
        name: "standard",
        targets: { firstResponse: "1h" },
        notify: { breach: [{ slack: "C1" }, { slack: "C2" }] },
      },
    ],
  });
  const { accountId, room } = desk;
  const asked = (conversation: string, time: string) =>
    desk.happened([
      [at(time), "conversation.opened", { conversation, channel: "chat" }],
      [at(time), "message.received", { conversation }],
    ]);
  const shown = () => [...desk.slack.shown.values()].join();
  await desk.at("08:59");
  await asked("first", "09:00");
  const gone = new DeliveryError("target-gone", "the channel is archived");
  desk.slack.posts.push({ throws: gone }, { throws: gone });
  await desk.at("10:00:01");
  await asked("second", "09:10");
  await asked("settled", "09:20");
  await desk.at("10:20:01");
  await desk.happened([
    [at("10:25"), "message.sent", { conversation: "settled", author: { kind: "agent", id: "17" } }],
  ]);
  await desk.at("10:26");
  expect(desk.slack.arrivals).toEqual([]);

  const targets = [{ platform: "slack", target: "C1" }];
  const times = { now: desk.now, expiresAt: momentOf("23:00") };
  expect(
    await retryPausedTargets(database.db, accountId, targets, { ...times, pausedBefore: momentOf("09:59") }),
  ).toBe(0);
  await startUpkeep({
    db: database.db,
    accountId,
    config: room.config,
    clock: { now: () => desk.now },
    logger: room.logger,
  }).stop();
  for (const time of ["10:30", "10:31", "10:32"]) await desk.at(time);

  expect(desk.slack.arrivals.map(({ target }) => target).sort()).toEqual(["C1", "C1", "C2", "C2"]);
  expect(shown()).toContain("conversation first");
  expect(shown()).toContain("conversation second");
  expect(shown()).not.toContain("conversation settled");
});
