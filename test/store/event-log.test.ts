import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendEvents } from "../../src/store/event-log.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { readWatermarks } from "../../src/store/watermarks.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";

const arrival = new Date("2026-03-05T00:00:00Z");
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("truncate events, event_keys, changed_subjects, conversation_links, watermarks");
});

function opened(id: string, conversation: string, time = "2026-03-02T09:00:00Z", source = "test") {
  return deskEvent("conversation.opened", id, time, { conversation, channel: "email" }, source);
}

async function append(...events: Parameters<typeof appendEvents>[2]) {
  return await appendEvents(database.db, DEFAULT_ACCOUNT, events, arrival);
}

async function rows(query: string): Promise<unknown[][]> {
  const result = await database.pool.query({ text: query, rowMode: "array" });
  return result.rows;
}

describe("appending events", () => {
  it("stores each event once, whatever a redelivery says about the time", async () => {
    const first = await append(opened("e1", "c1"), opened("e2", "c2"));
    const again = await append(opened("e2", "c2", "2026-07-01T00:00:00Z"), opened("e3", "c3"));

    expect(first).toEqual({ accepted: 2, duplicates: 0, duplicateIndexes: [] });
    expect(again).toEqual({ accepted: 1, duplicates: 1, duplicateIndexes: [0] });
    expect(await rows("select event_id, occurred_at from events order by 1")).toEqual([
      ["e1", new Date("2026-03-02T09:00:00Z")],
      ["e2", new Date("2026-03-02T09:00:00Z")],
      ["e3", new Date("2026-03-02T09:00:00Z")],
    ]);
  });

  it("keeps the first of the same event within a batch", async () => {
    const result = await append(opened("e1", "first"), opened("e2", "c"), opened("e1", "second"));

    expect(result).toEqual({ accepted: 2, duplicates: 1, duplicateIndexes: [2] });
    expect(await rows("select subject_id from events order by event_id")).toEqual([["first"], ["c"]]);
  });

  it("tells sources and accounts apart", async () => {
    await append(opened("e1", "c1"), opened("e1", "c1", "2026-03-02T09:00:00Z", "other"));
    const elsewhere = await appendEvents(database.db, "second-desk", [opened("e1", "c1")], arrival);

    expect(elsewhere.accepted).toBe(1);
    expect(await rows("select count(*) from events")).toEqual([[3]]);
  });

  it("notes each changed subject once a batch, both conversations of a merge, and the link", async () => {
    const merged = deskEvent("conversation.merged", "m1", "2026-03-02T10:00:00Z", {
      conversation: "c1",
      into: "c2",
    });
    await append(opened("e1", "c1"), merged);

    expect(await rows("select subject_kind, subject_id from changed_subjects order by 2")).toEqual([
      ["conversation", "c1"],
      ["conversation", "c2"],
    ]);
    expect(await rows("select conversation_id, into_id from conversation_links")).toEqual([["c1", "c2"]]);
  });
});

describe("watermarks", () => {
  it("hold the newest event, the last arrival and the count of each source", async () => {
    await append(opened("e1", "c1", "2026-03-04T00:00:00Z"), opened("e2", "c2", "2026-03-01T00:00:00Z"));
    await append(opened("e3", "c3", "2026-02-01T00:00:00Z"), opened("e3", "c3"), opened("e1", "c1"));

    expect(await readWatermarks(database.db, DEFAULT_ACCOUNT)).toEqual([
      { source: "test", newestEventAt: new Date("2026-03-04T00:00:00Z"), lastArrivalAt: arrival, events: 3 },
    ]);
  });
});
