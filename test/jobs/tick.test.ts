import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tick } from "../../src/jobs/tick.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { digestFields, scheduleRoom } from "../support/schedule-room.ts";

let database: TestDatabase;
let now: Date;
const clock = { now: () => now };

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(async () => {
  await database.close();
});

beforeEach(async () => {
  for (const table of ["deliveries", "digest_occurrences", "digest_schedules"] as const) {
    await database.db.deleteFrom(table).execute();
  }
});

describe("a digest's schedule", () => {
  it("makes nothing up for the time before it was known", async () => {
    await at("2026-03-02T20:00:00Z", daily());

    expect(await occurrences()).toEqual([]);
  });

  it("promises the digest to its targets once, at its local time, as of that moment", async () => {
    const room = daily();
    await at("2026-03-02T07:29:00Z", room);
    await at("2026-03-02T07:30:00Z", room);
    await at("2026-03-02T07:31:00Z", room);

    expect(await occurrences()).toEqual([["2026-03-02T08:30", "composed", null]]);
    expect(await promises()).toEqual([
      ["console", "console", "Morning at 2026-03-02T07:30:00.000Z"],
      ["slack", "C1", "Morning at 2026-03-02T07:30:00.000Z"],
    ]);
    expect(new Set(room.queued.map((key) => key.delivery_id)).size).toBe(2);
  });

  it("follows the local clock over a change of daylight saving", async () => {
    const room = daily();
    await at("2026-03-28T07:29:00Z", room);
    await at("2026-03-28T07:30:00Z", room);
    await at("2026-03-29T06:29:00Z", room);
    expect(await occurrences()).toHaveLength(1);
    await at("2026-03-29T06:30:00Z", room);

    expect(await occurrences()).toEqual([
      ["2026-03-28T08:30", "composed", null],
      ["2026-03-29T08:30", "composed", null],
    ]);
  });

  it("runs once on the days when its local time is missing or comes twice", async () => {
    const room = scheduleRoom(database, { clock, digests: [digestFields({ cron: "30 2 * * *" })] });
    await everyTenMinutes("2026-03-28T23:00:00Z", "2026-03-29T03:00:00Z", room);
    await everyTenMinutes("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z", room);

    const composed = (await occurrences()).filter(([, state]) => state === "composed");
    expect(composed.map(([occurrence]) => occurrence)).toEqual(["2026-03-29T02:30", "2026-10-25T02:30"]);
  });

  it("is claimed by one of many replicas", async () => {
    const replicas = [daily(), daily(), daily(), daily()];
    await at("2026-03-02T07:00:00Z", daily());
    now = new Date("2026-03-02T07:30:00Z");

    await Promise.all(replicas.map((room) => tick(room)));

    expect(await occurrences()).toEqual([["2026-03-02T08:30", "composed", null]]);
    expect(await promises()).toHaveLength(2);
  });

  it("is caught up with after downtime within its grace", async () => {
    const room = daily();
    await at("2026-03-02T07:00:00Z", room);
    await at("2026-03-02T10:00:00Z", room);

    expect(await occurrences()).toEqual([["2026-03-02T08:30", "composed", null]]);
    expect((await promises())[0]?.[2]).toBe("Morning at 2026-03-02T07:30:00.000Z");
  });

  it("is skipped, and says so, beyond its grace; of several the newest counts", async () => {
    const room = daily();
    await at("2026-03-01T07:00:00Z", room);
    await at("2026-03-03T08:00:00Z", room);

    expect(await occurrences()).toEqual([
      ["2026-03-01T08:30", "skipped", expect.stringContaining("later than its grace allows")],
      ["2026-03-02T08:30", "skipped", expect.stringContaining("later than its grace allows")],
      ["2026-03-03T08:30", "composed", null],
    ]);
  });

  it("that changes starts anew", async () => {
    await at("2026-03-02T06:00:00Z", daily());
    const changed = scheduleRoom(database, { clock, digests: [digestFields({ cron: "0 7 * * *" })] });
    await at("2026-03-02T07:00:00Z", changed);
    await at("2026-03-03T06:00:00Z", changed);

    expect(await occurrences()).toEqual([["2026-03-03T07:00", "composed", null]]);
  });

  it("that was taken out and put back is not made up for", async () => {
    const without = scheduleRoom(database, { clock, digests: [] });
    await at("2026-03-02T07:00:00Z", daily());
    await at("2026-03-02T07:10:00Z", without);
    await at("2026-03-02T08:00:00Z", daily());

    expect(await occurrences()).toEqual([]);
  });
});

describe("a claimed digest", () => {
  it("whose composing failed is composed at the next tick, and the others are not held up", async () => {
    const other = digestFields({ id: "other", title: "Other" });
    const room = scheduleRoom(database, { clock, digests: [digestFields(), other] });
    const failing = {
      ...room,
      compose: async (request: Parameters<typeof room.compose>[0]) => {
        if (request.digest.id === "morning") throw new Error("the database is away");
        return await room.compose(request);
      },
    };
    await at("2026-03-02T07:29:00Z", room);
    await at("2026-03-02T07:30:00Z", failing);
    expect((await occurrences()).map(([, state]) => state).sort()).toEqual(["claimed", "composed"]);
    await at("2026-03-02T07:31:00Z", room);

    expect((await occurrences()).map(([, state]) => state)).toEqual(["composed", "composed"]);
  });

  it("is given up when it could not be composed within its grace", async () => {
    const room = daily();
    const failing = { ...room, compose: () => Promise.reject(new Error("the database is away")) };
    await at("2026-03-02T07:29:00Z", room);
    await at("2026-03-02T07:30:00Z", failing);
    await at("2026-03-02T10:30:01Z", failing);

    expect(await occurrences()).toEqual([
      ["2026-03-02T08:30", "skipped", "It could not be composed within its grace"],
    ]);
  });

  it("that has nothing to say is not promised to anybody", async () => {
    const room = daily();
    const quiet = {
      ...room,
      compose: async () => ({ report: { summary: "", sections: [] }, isQuiet: true }),
    };
    await at("2026-03-02T07:29:00Z", quiet);
    await at("2026-03-02T07:30:00Z", quiet);

    expect(await occurrences()).toEqual([["2026-03-02T08:30", "quiet", expect.any(String)]]);
    expect(await promises()).toEqual([]);
  });
});

it("every tick hands what is promised and not settled to the queue", async () => {
  const room = daily();
  await at("2026-03-02T07:29:00Z", room);
  await at("2026-03-02T07:30:00Z", room);
  room.queued.length = 0;
  await database.db
    .updateTable("deliveries")
    .set({ state: "sent" })
    .where("platform", "=", "console")
    .execute();
  await at("2026-03-02T07:31:00Z", room);

  expect(room.queued).toHaveLength(1);
});

function daily() {
  return scheduleRoom(database, { clock, digests: [digestFields()] });
}

async function at(instant: string, room: Parameters<typeof tick>[0]): Promise<void> {
  now = new Date(instant);
  await tick(room);
}

async function everyTenMinutes(from: string, to: string, room: Parameters<typeof tick>[0]): Promise<void> {
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += 600_000)
    await at(new Date(ms).toISOString(), room);
}

async function occurrences() {
  const rows = await database.db.selectFrom("digest_occurrences").selectAll().orderBy("occurrence").execute();
  return rows.map((row) => [row.occurrence, row.state, row.reason]);
}

async function promises() {
  const rows = await database.db.selectFrom("deliveries").selectAll().orderBy("platform").execute();
  return rows.map((row) => [
    row.platform,
    row.target,
    "summary" in row.report ? row.report.summary : undefined,
  ]);
}
