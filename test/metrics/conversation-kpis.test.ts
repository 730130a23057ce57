import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const day = { period: "2026-03-02" };

function opened(conversation: string, at = "2026-03-02T09:00:00Z", data: object = {}): Timetable[number] {
  return [at, "conversation.opened", { conversation, channel: "chat", ...data }];
}

function reply(conversation: string, at: string, agent = "17"): Timetable[number] {
  return [at, "message.sent", { conversation, author: { kind: "agent", id: agent } }];
}

function said(conversation: string, at: string, data: object = {}): Timetable[number] {
  return [at, "message.received", { conversation, ...data }];
}

describe("conversations-archived", () => {
  it("counts by the opening, and as archived is last known: what is opened again is not", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("c1"),
      ["2026-03-05T09:00:00Z", "conversation.closed", { conversation: "c1", archived: true }],
      opened("c2"),
      ["2026-03-02T10:00:00Z", "conversation.closed", { conversation: "c2", archived: true }],
      ["2026-03-02T11:00:00Z", "conversation.reopened", { conversation: "c2" }],
      opened("c3"),
      ["2026-03-02T10:00:00Z", "conversation.closed", { conversation: "c3" }],
    ]);

    expect(await desk.total("conversations-archived", day)).toMatchObject({ value: 1, sample: 1 });
    expect(await desk.total("conversations-archived", { period: "2026-03-05" })).toMatchObject({ value: 0 });
  });
});

describe("conversations-replied", () => {
  it("counts a conversation once, however often it is opened and answered again", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("c1"),
      reply("c1", "2026-03-02T09:05:00Z"),
      ["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c1" }],
      said("c1", "2026-03-04T10:00:00Z"),
      reply("c1", "2026-03-04T10:05:00Z"),
      opened("c2"),
      ["2026-03-02T09:01:00Z", "message.sent", { conversation: "c2", author: { kind: "bot" } }],
      opened("c3", "2026-03-01T09:00:00Z"),
      reply("c3", "2026-03-02T09:05:00Z"),
    ]);

    expect(await desk.total("conversations-replied", day)).toMatchObject({ value: 1 });
    expect(await desk.total("conversations-replied", { period: "2026-03-04" })).toMatchObject({ value: 0 });
  });
});

describe("conversations-handled", () => {
  it("counts different conversations in each asked cell, and the total is not the sum of cells", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("c1"),
      reply("c1", "2026-03-02T09:05:00Z"),
      reply("c1", "2026-03-02T09:06:00Z"),
      reply("c1", "2026-03-03T09:05:00Z", "18"),
      opened("c2"),
      reply("c2", "2026-03-03T09:05:00Z", "18"),
      ["2026-03-03T09:05:00Z", "message.sent", { channel: "sms", author: { kind: "agent", id: "19" } }],
      ["2026-03-03T10:00:00Z", "note.added", { conversation: "c2", agent: "20" }],
    ]);
    const both = { period: "2026-03-02..2026-03-03" };

    expect(await desk.total("conversations-handled", both)).toMatchObject({ value: 2 });
    expect(valuesBy(await desk.ask("conversations-handled", { ...both, by: ["agent"] }))).toEqual({
      17: 1,
      18: 2,
    });
    expect(valuesBy(await desk.ask("conversations-handled", { ...both, by: ["day"] }))).toEqual({
      "2026-03-02": 1,
      "2026-03-03": 2,
    });
  });

  it("counts what was merged as one, and nothing of what was discarded", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("c1"),
      reply("c1", "2026-03-02T09:05:00Z"),
      opened("c2"),
      reply("c2", "2026-03-02T09:05:00Z"),
      ["2026-03-02T10:00:00Z", "conversation.merged", { conversation: "c2", into: "c1" }],
      opened("c3"),
      reply("c3", "2026-03-02T09:05:00Z"),
      ["2026-03-04T10:00:00Z", "conversation.discarded", { conversation: "c3", reason: "spam" }],
    ]);

    expect(await desk.total("conversations-handled", day)).toMatchObject({ value: 1 });
  });
});

describe("complaints", () => {
  const complaints: Timetable = [
    opened("c1", "2026-03-02T09:00:00Z", { tags: ["complaint"] }),
    ["2026-03-03T10:00:00Z", "conversation.resolved", { conversation: "c1", agent: "17", automatic: true }],
    opened("c2"),
    ["2026-03-04T10:00:00Z", "conversation.tagged", { conversation: "c2", tags: ["grief"] }],
    ["2026-03-03T11:00:00Z", "conversation.resolved", { conversation: "c2", agent: "18" }],
    ["2026-03-03T12:00:00Z", "conversation.reopened", { conversation: "c2" }],
    opened("c3", "2026-03-02T09:00:00Z", { tags: ["complaint"] }),
    ["2026-03-04T10:00:00Z", "conversation.untagged", { conversation: "c3", tags: ["complaint"] }],
  ];

  it("are opened in the period and carry the tag now, resolved where their last resolution is in it", async () => {
    const desk = metricDesk(database);
    await desk.happened(complaints);

    expect(await desk.total("complaints", day)).toMatchObject({ value: 1 });
    expect(await desk.total("complaints-resolved", { period: "2026-03-03" })).toMatchObject({ value: 1 });
    const byHand = { period: "2026-03-03", filters: { automatic: ["no"] } };
    expect(await desk.total("complaints-resolved", byHand)).toMatchObject({ value: 0 });
  });

  it("carry the tag that the desk calls them by", async () => {
    const desk = metricDesk(database);
    await desk.happened(complaints);
    const settings = { complaintTag: "grief", fcrTag: "fcr" };

    expect(await desk.total("complaints", { ...day, settings })).toMatchObject({ value: 1 });
    expect(await desk.total("complaints-resolved", { period: "2026-03-03", settings })).toMatchObject({
      value: 0,
    });
  });
});

describe("the backlog", () => {
  it("tells at any past moment how many of it are snoozed", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("c1"),
      opened("c2"),
      ["2026-03-02T10:00:00Z", "conversation.snoozed", { conversation: "c1" }],
      ["2026-03-03T10:00:00Z", "conversation.unsnoozed", { conversation: "c1" }],
      ["2026-03-04T10:00:00Z", "conversation.snoozed", { conversation: "c1" }],
      ["2026-03-04T11:00:00Z", "conversation.resolved", { conversation: "c1" }],
    ]);
    const snoozed = async (period: string) => {
      const { value, notes } = await desk.total("open-conversations", { period });
      return [value, notes[0]];
    };

    expect(await snoozed("2026-03-02")).toEqual([2, "1 of them snoozed"]);
    expect(await snoozed("2026-03-03")).toEqual([2, expect.stringMatching(/^by age/)]);
    expect(await snoozed("2026-03-04")).toEqual([1, expect.stringMatching(/^by age/)]);
    expect(valuesBy(await desk.ask("open-conversations", { period: "2026-03-02", by: ["status"] }))).toEqual({
      open: 1,
      snoozed: 1,
    });
  });
});

describe("contact-rate", () => {
  const contacts: Timetable = [
    ["2026-02-01T09:00:00Z", "contact.created", { contact: "ann", segment: "gold" }],
    ["2026-02-01T09:00:00Z", "contact.created", { contact: "bob", segment: "gold" }],
    ["2026-02-01T09:00:00Z", "contact.created", { contact: "cid", active: false }],
    ["2026-02-01T09:00:00Z", "contact.created", { contact: "dan", segment: "new" }],
    said("c1", "2026-03-02T09:00:00Z", { customer: "ann", channel: "chat" }),
    said("c1", "2026-03-02T10:00:00Z", { customer: "ann", channel: "email" }),
    said("c2", "2026-03-02T10:00:00Z", { customer: "cid" }),
    said("c3", "2026-03-02T10:00:00Z", { customer: "stranger" }),
    said("c4", "2026-03-02T10:00:00Z", { customer: "dan" }),
    ["2026-03-03T00:00:00Z", "contact.updated", { contact: "dan", active: false }],
  ];

  it("is who wrote of those who are active contacts at its end, each once", async () => {
    const desk = metricDesk(database);
    await desk.happened(contacts);

    const monday = await desk.total("contact-rate", day);
    expect(monday.value).toBeCloseTo((2 / 3) * 100, 10);
    expect(monday.sample).toBe(3);
    const twoDays = { period: "2026-03-02..2026-03-03" };
    expect(await desk.total("contact-rate", twoDays)).toMatchObject({ value: 50, sample: 2 });
  });

  it("is of all active contacts on each channel, and by segment of its own", async () => {
    const desk = metricDesk(database);
    await desk.happened(contacts);
    const split = async (by: "channel" | "segment") =>
      valuesBy(await desk.ask("contact-rate", { period: "2026-03-02..2026-03-03", by: [by] }));

    expect(await split("channel")).toEqual({ chat: 50, email: 50 });
    expect(await split("segment")).toEqual({ gold: 50, new: null });
  });

  it("is no data without active contacts", async () => {
    const desk = metricDesk(database);
    await desk.happened([said("c1", "2026-03-02T09:00:00Z", { customer: "ann" })]);

    expect(await desk.total("contact-rate", day)).toMatchObject({ value: null, sample: 0 });
  });
});

describe("mentions", () => {
  it("are split by sentiment and network", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-02T09:00:00Z", "mention.posted", { network: "mastodon", sentiment: "positive" }],
      ["2026-03-02T10:00:00Z", "mention.posted", { network: "mastodon", sentiment: "negative" }],
      ["2026-03-02T11:00:00Z", "mention.posted", { network: "bluesky" }],
    ]);

    expect(valuesBy(await desk.ask("mentions", { ...day, by: ["network"] }))).toEqual({
      bluesky: 1,
      mastodon: 2,
    });
    const angry = { ...day, filters: { sentiment: ["negative"] } };
    expect(await desk.total("mentions", angry)).toMatchObject({ value: 1 });
  });
});
