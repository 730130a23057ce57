import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { startUpkeep } from "../../src/jobs/upkeep.ts";
import { silentLogger } from "../../src/logger.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";

const now = new Date("2026-11-21T12:00:00Z");

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const times = ["2025-01-05T09:00:00Z", "2025-09-05T09:00:00Z", "2026-11-05T09:00:00Z"];
  const events = times.map((time, no) =>
    deskEvent("conversation.opened", `e${no}`, time, { conversation: `c${no}`, channel: "chat" }),
  );
  await appendEvents(database.db, "desk", events, now);
  await projectChanges(database.db);
});
afterAll(() => database.close());

describe("upkeep", () => {
  it("keeps all events unless it is told otherwise", async () => {
    expect(await keptBy({})).toEqual(["e0", "e1", "e2"]);
  });

  it("drops months that are wholly older than the configured age", async () => {
    // 443 days before the moment is the 4th of September.
    expect(await keptBy({ retention: { events: "443d" } })).toEqual(["e1", "e2"]);
    expect(await keptBy({ retention: { events: "400d" } })).toEqual(["e2"]);
  });

  it("cannot be told to keep less than a month", () => {
    expect(DeskConfig.safeParse({ retention: { events: "30d" } }).error?.issues).toMatchObject([
      { path: ["retention", "events"], message: "must be 31d or more" },
    ]);
  });

  it("survives a failure", async () => {
    const problems: object[] = [];
    const upkeep = startUpkeep({
      ...room({}),
      clock: {
        now: () => {
          throw new Error("no time");
        },
      },
      config: DeskConfig.parse({ retention: { events: "400d" } }),
      logger: { ...silentLogger, error: (fields) => void problems.push(fields) },
    });

    await upkeep.stop();

    expect(problems).toEqual([{ reason: "no time" }]);
  });
});

/** What is done at the start is done when it has stopped. */
async function keptBy(config: object): Promise<string[]> {
  await startUpkeep(room(config)).stop();
  const rows = await database.db.selectFrom("events").select("event_id").orderBy("event_id").execute();
  return rows.map((row) => row.event_id);
}

function room(config: object) {
  return {
    db: database.db,
    accountId: "desk",
    config: DeskConfig.parse(config),
    clock: { now: () => now },
    logger: silentLogger,
  };
}
