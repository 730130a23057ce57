import { afterAll, beforeAll, expect, it } from "vitest";
import { lookUpsOf, recordLookUp } from "../../src/people/look-ups.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { viewerOf } from "../support/viewers.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = new Date("2026-03-02T09:00:00Z");

it("who was looked at sees who did, what for and when, the newest first", async () => {
  const { db } = database;
  const max = { viewer: viewerOf("max@example.com"), what: "csat by day" };
  await recordLookUp(db, "a", { ...max, agents: ["17", "18", "17"], at });
  const later = new Date("2026-03-03T09:00:00Z");
  await recordLookUp(db, "a", {
    viewer: viewerOf("kim@example.com"),
    agents: ["17"],
    what: "x".repeat(999),
    at: later,
  });

  expect(await lookUpsOf(db, "a", "17")).toEqual([
    { agentId: "17", byName: "Kim", byEmail: "kim@example.com", what: "x".repeat(300), at: later },
    { agentId: "17", byName: "Max", byEmail: "max@example.com", what: "csat by day", at },
  ]);
  expect(await lookUpsOf(db, "a", "17", 1)).toHaveLength(1);
  expect(await lookUpsOf(db, "a", "18")).toHaveLength(1);
  expect(await lookUpsOf(db, "b", "17")).toEqual([]);
});

it("who looks at his own numbers leaves no trace", async () => {
  await recordLookUp(database.db, "a", {
    viewer: viewerOf("kim@example.com"),
    agents: ["3"],
    what: "csat",
    at,
  });

  expect(await lookUpsOf(database.db, "a", "3")).toEqual([]);
});
