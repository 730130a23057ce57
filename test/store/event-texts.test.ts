import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";

const time = "2026-03-02T09:00:00Z";
let database: TestDatabase;
let run = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** The data of the events as stored, in the order of their ids. */
async function stored(events: readonly DeskEvent[], keepTexts?: boolean): Promise<unknown[]> {
  const account = `desk-${run++}`;
  await appendEvents(
    database.db,
    account,
    events,
    new Date(time),
    keepTexts === undefined ? {} : { keepTexts },
  );
  const rows = await database.db
    .selectFrom("events")
    .select("data")
    .where("account_id", "=", account)
    .orderBy("event_id")
    .execute();
  return rows.map((row) => row.data);
}

const written = [
  deskEvent("message.received", "1", time, { conversation: "c", text: "my order is late" }),
  deskEvent("message.sent", "2", time, { conversation: "c", author: { kind: "bot" }, text: "sorry" }),
  deskEvent("survey.answered", "3", time, { survey: "csat", score: 5, comment: "thanks" }),
  deskEvent("appointment.replied", "4", time, { appointment: "a", text: "YES" }),
];

describe("what people wrote", () => {
  it("is dropped before it is stored, but for answers to appointment reminders", async () => {
    expect(await stored(written)).toEqual([
      { conversation: "c" },
      { conversation: "c", author: { kind: "bot" } },
      { survey: "csat", score: 5 },
      { appointment: "a", text: "YES" },
    ]);
  });

  it("is stored when texts are kept", async () => {
    expect(await stored(written, true)).toEqual(written.map((event) => event.data));
  });
});

describe("characters PostgreSQL refuses", () => {
  it("lose NUL and get U+FFFD for half a surrogate pair, in keys and values at any depth", async () => {
    const event = deskEvent("note.added", "n\ud800", time, {
      conversation: "c\udc00",
      agent: "ada",
      extra: { "k\0ey": ["a\0b", "\ud83d", "\\u0000", "\ud83d\ude00"] },
    });

    expect(await stored([event])).toEqual([
      {
        conversation: "c\ufffd",
        agent: "ada",
        extra: { key: ["ab", "\ufffd", "\\u0000", "\ud83d\ude00"] },
      },
    ]);
  });

  it("never keep an event out of the log", async () => {
    const anything = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ stringUnit: "binary" }));
    const id = fc
      .string({ unit: "binary", minLength: 1 })
      .filter((text) => text.replaceAll("\0", "") === text);

    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(id, { minLength: 1, selector: (text) => text.toWellFormed() }),
        anything,
        async (ids, extra) => {
          const events = ids.map((text) =>
            deskEvent("note.added", text, time, { ...extra, conversation: text, agent: "a" }),
          );

          expect(await stored(events)).toHaveLength(ids.length);
        },
      ),
      { numRuns: 25 },
    );
  });
});
