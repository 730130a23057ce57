import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { eraseContact } from "../../src/store/erasure.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
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
  deskEvent("appointment.replied", "4", time, { appointment: "a", text: "Yes please, thanks!" }),
  deskEvent("mention.posted", "5", time, { network: "mastodon", text: "great service" }),
];

describe("what people wrote", () => {
  it("is dropped before it is stored", async () => {
    expect(await stored(written)).toEqual([
      { conversation: "c", sentiment: "negative" },
      { conversation: "c", author: { kind: "bot" } },
      { survey: "csat", score: 5 },
      { appointment: "a", text: "yes" },
      { network: "mastodon", sentiment: "positive" },
    ]);
  });

  it("is stored when texts are kept", async () => {
    expect(await stored(written, true)).toMatchObject(written.map((event) => event.data));
  });
});

describe("the reply to an appointment reminder", () => {
  it("is stored as its verdict, whatever its words were", async () => {
    const reply = (id: string, text: string) =>
      deskEvent("appointment.replied", id, time, { appointment: "a", text });

    expect(await stored([reply("1", "Nee, bedankt"), reply("2", "What time?"), reply("3", "👍")])).toEqual([
      { appointment: "a", text: "no" },
      { appointment: "a", text: "other" },
      { appointment: "a", text: "yes" },
    ]);
  });

  it("keeps its verdict when it arrives after its sender was forgotten", async () => {
    const account = `desk-${run++}`;
    const asked = { appointment: "a", contact: "marie" };
    const append = (event: DeskEvent) => appendEvents(database.db, account, [event], new Date(time));
    await append(deskEvent("appointment.reminded", "1", time, asked));
    await projectChanges(database.db);
    await eraseContact(database.db, account, {
      contact: "marie",
      requestedBy: "test",
      now: new Date("2026-03-03T00:00:00Z"),
    });

    await append(deskEvent("appointment.replied", "2", time, { ...asked, text: "Oui merci" }));
    await projectChanges(database.db);

    const appointments = database.db.selectFrom("appointments").select("status");
    expect(await appointments.where("account_id", "=", account).execute()).toEqual([{ status: "confirmed" }]);
  });
});

describe("the sentiment of what people wrote", () => {
  it("is worked out when it arrives, kept text or not", async () => {
    const [event] = written;

    expect(await stored(event ? [event] : [], true)).toEqual([
      { conversation: "c", text: "my order is late", sentiment: "negative" },
    ]);
  });

  it("is what the sender says where he says it", async () => {
    const judged = [
      deskEvent("message.received", "1", time, { text: "my order is late", sentiment: "positive" }),
      deskEvent("mention.posted", "2", time, { network: "x", text: "great", sentiment: "unsure" }),
      deskEvent("mention.posted", "3", time, { network: "x", sentiment: "negative" }),
    ];

    expect(await stored(judged)).toEqual([
      { sentiment: "positive" },
      { network: "x", sentiment: "unsure" },
      { network: "x", sentiment: "negative" },
    ]);
  });

  it("is not made up where there is no text", async () => {
    const silent = [
      deskEvent("message.received", "1", time, { media: ["image"] }),
      deskEvent("message.received", "2", time, { text: " \n" }),
      deskEvent("mention.posted", "3", time, { network: "x" }),
      deskEvent("message.sent", "4", time, { author: { kind: "bot" }, text: "great" }),
    ];

    expect(await stored(silent)).toEqual([
      { media: ["image"] },
      {},
      { network: "x" },
      { author: { kind: "bot" } },
    ]);
  });

  it("outlives the text of somebody who is forgotten", async () => {
    const account = `desk-${run++}`;
    const wrote = { conversation: "c", customer: "marie", text: "my order is late" };
    await appendEvents(
      database.db,
      account,
      [deskEvent("message.received", "1", time, wrote)],
      new Date(time),
      {
        keepTexts: true,
      },
    );

    const request = { contact: "marie", requestedBy: "test", now: new Date("2026-03-03T00:00:00Z") };
    await eraseContact(database.db, account, request);

    const { data } = await database.db
      .selectFrom("events")
      .select("data")
      .where("account_id", "=", account)
      .executeTakeFirstOrThrow();
    expect(data).toMatchObject({ conversation: "c", sentiment: "negative" });
    expect(data).not.toHaveProperty("text");
  });

  it("is the column of the message's row, and of the mention's", async () => {
    const account = `desk-${run++}`;
    const events = [
      deskEvent("conversation.opened", "0", time, { conversation: "c", channel: "email" }),
      deskEvent("message.received", "1", time, { conversation: "c", text: "Geweldig, bedankt!" }),
      deskEvent("message.received", "2", time, { conversation: "c", media: ["image"] }),
      deskEvent("mention.posted", "3", time, { network: "x", text: "C'est inadmissible" }),
    ];

    await appendEvents(database.db, account, events, new Date(time));
    await projectChanges(database.db);

    const facts = (table: "messages" | "mentions") =>
      database.db.selectFrom(table).select("sentiment").where("account_id", "=", account).execute();
    expect(await facts("messages")).toEqual([{ sentiment: "positive" }, { sentiment: null }]);
    expect(await facts("mentions")).toEqual([{ sentiment: "negative" }]);
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
