import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const day = { period: "2026-03-02", now: "2026-04-01T00:00:00Z" };
const resolvedAt = "2026-03-02T10:00:00Z";
/** The last instant of the reopen window, and the first after it. */
const lastInstant = "2026-03-09T10:00:00Z";
const tooLate = "2026-03-09T10:00:00.001Z";

function solved(conversation: string, customer: string, data: object = {}): Timetable {
  return [
    ["2026-03-02T09:00:00Z", "conversation.opened", { conversation, channel: "chat", customer, ...data }],
    [resolvedAt, "conversation.resolved", { conversation, agent: "17" }],
  ];
}

function reopened(conversation: string, at: string): Timetable[number] {
  return [at, "conversation.reopened", { conversation }];
}

function opened(conversation: string, customer: string, at: string, data: object = {}): Timetable[number] {
  return [at, "conversation.opened", { conversation, channel: "chat", customer, ...data }];
}

describe("first-contact-resolution-rate", () => {
  it("fails by a reopen within the window, its end included, or by the customer's next conversation", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...solved("fine", "a"),
      ...solved("reopened", "b"),
      reopened("reopened", lastInstant),
      ...solved("reopened late", "c"),
      reopened("reopened late", tooLate),
      ...solved("asked again", "d"),
      opened("next", "d", lastInstant),
      ...solved("asked again late", "e"),
      opened("later", "e", tooLate),
    ]);

    expect(await desk.total("first-contact-resolution-rate", day)).toMatchObject({
      value: 60,
      sample: 5,
      notes: [],
    });
  });

  it("does not fail by what staff opens, nor by what is spam or merged away, nor by what came before", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...solved("c1", "a"),
      opened("outreach", "a", "2026-03-03T09:00:00Z", { initiatedBy: "agent" }),
      opened("spam", "a", "2026-03-03T09:00:00Z"),
      ["2026-03-05T10:00:00Z", "conversation.discarded", { conversation: "spam", reason: "spam" }],
      opened("earlier", "a", "2026-03-02T08:00:00Z"),
    ]);

    expect(await desk.total("first-contact-resolution-rate", day)).toMatchObject({ value: 100, sample: 1 });
  });

  it("counts a conversation once, at its first resolution, for who resolved it then", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...solved("c1", "a"),
      reopened("c1", "2026-03-02T11:00:00Z"),
      ["2026-03-03T10:00:00Z", "conversation.resolved", { conversation: "c1", agent: "18" }],
    ]);

    const [result] = await desk.ask("first-contact-resolution-rate", { ...day, by: ["agent"] });
    expect(result).toMatchObject({ key: { agent: "17" }, value: 0, sample: 1 });
    const next = { ...day, period: "2026-03-03" };
    expect(await desk.total("first-contact-resolution-rate", next)).toMatchObject({ value: null, sample: 0 });
  });

  it("asks only those that carry the tag, once any conversation does", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...solved("c1", "a", { tags: ["fcr"] }),
      ...solved("c2", "b"),
      ...solved("c3", "c"),
      opened("spam", "d", "2026-03-01T09:00:00Z", { tags: ["once"] }),
      ["2026-03-05T10:00:00Z", "conversation.discarded", { conversation: "spam", reason: "spam" }],
    ]);
    const tagged = (fcrTag: string) =>
      desk.total("first-contact-resolution-rate", {
        ...day,
        settings: { complaintTag: "complaint", fcrTag },
      });

    expect(await tagged("fcr")).toMatchObject({ sample: 1, notes: ["2 without the tag fcr left out"] });
    expect(await tagged("once")).toMatchObject({ sample: 3, notes: [] });
  });

  it("is provisional while the window is open", async () => {
    const desk = metricDesk(database);
    await desk.happened(solved("c1", "a"));

    const early = { ...day, now: "2026-03-09T09:59:59Z" };
    expect(await desk.total("first-contact-resolution-rate", early)).toMatchObject({
      value: 100,
      notes: ["1 provisional, resolved less than 7d ago"],
    });
  });
});
