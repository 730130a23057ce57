import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const day = { period: "2026-03-02" };

function waits(conversation: string, at: string, data: object = {}): Timetable {
  return [
    [at, "conversation.opened", { conversation, channel: "chat", ...data }],
    [at, "message.received", { conversation }],
  ];
}

function order(order: string, amount: number, data: object): Timetable[number] {
  return ["2026-03-01T12:00:00Z", "order.placed", { order, amount, currency: "EUR", ...data }];
}

describe("waiting", () => {
  it("counts who waits at the end of the period, with the longest wait", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...waits("c1", "2026-03-02T20:00:00Z"),
      ...waits("c2", "2026-03-02T22:00:00Z", { agent: "17" }),
      ...waits("c3", "2026-03-02T09:00:00Z"),
      ["2026-03-02T09:05:00Z", "message.sent", { conversation: "c3", author: { kind: "bot" } }],
      ["2026-03-02T09:30:00Z", "message.sent", { conversation: "c3", author: { kind: "agent", id: "17" } }],
      ...waits("c4", "2026-03-02T09:00:00Z"),
      ["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c4" }],
    ]);

    expect(await desk.total("waiting", day)).toMatchObject({
      value: 2,
      sample: 2,
      notes: ["the longest 4h"],
    });
    expect(valuesBy(await desk.ask("waiting", { ...day, by: ["agent"] }))).toEqual({ 17: 1, null: 1 });
    expect(await desk.total("waiting", { period: "2026-03-01" })).toMatchObject({ value: 0, notes: [] });
  });

  it("tells what the orders of those waiting are worth, once each and a currency apart", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...waits("c1", "2026-03-02T20:00:00Z", { customer: "ann" }),
      ...waits("c2", "2026-03-02T21:00:00Z", { customer: "ann" }),
      ...waits("c3", "2026-03-02T22:00:00Z"),
      order("o1", 100, { customer: "ann" }),
      order("o2", 20, { customer: "ann", currency: "USD" }),
      order("o3", 7, { customer: "bob" }),
      [
        "2026-03-02T22:30:00Z",
        "order.placed",
        { order: "o4", amount: 5, currency: "EUR", conversation: "c3" },
      ],
      ["2026-03-03T12:00:00Z", "order.placed", { order: "o5", amount: 9, currency: "EUR", customer: "ann" }],
    ]);

    const { value, notes } = await desk.total("waiting", day);
    expect(value).toBe(3);
    expect(notes).toEqual(["the longest 4h", "orders of those waiting €105.00 and $20.00"]);
  });

  it("tells which appointments of those waiting are still to come", async () => {
    const desk = metricDesk(database);
    const remind = (appointment: string, startsAt: string): Timetable[number] => [
      "2026-03-01T12:00:00Z",
      "appointment.reminded",
      { appointment, contact: "ann", startsAt },
    ];
    await desk.happened([
      ...waits("c1", "2026-03-02T20:00:00Z", { customer: "ann" }),
      ...waits("c2", "2026-03-02T21:00:00Z", { customer: "ann" }),
      remind("a1", "2026-03-03T09:00:00Z"),
      remind("a2", "2026-03-02T09:00:00Z"),
      remind("a3", "2026-03-04T09:00:00Z"),
      ["2026-03-01T13:00:00Z", "appointment.cancelled", { appointment: "a3" }],
    ]);

    expect((await desk.total("waiting", day)).notes).toEqual([
      "the longest 4h",
      "1 upcoming appointment of those waiting",
    ]);
  });
});

describe("handle-time", () => {
  const logged = (conversation: string, seconds: number, kind: string): Timetable[number] => [
    "2026-03-02T09:30:00Z",
    "handling.logged",
    { conversation, agent: "17", seconds, kind },
  ];

  it("is the time logged for a conversation in all, and leaves out those without", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...waits("c1", "2026-03-02T09:00:00Z"),
      logged("c1", 300, "talk"),
      logged("c1", 60, "hold"),
      logged("c1", 40, "wrap-up"),
      ["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c1", agent: "17" }],
      ...waits("c2", "2026-03-02T09:00:00Z"),
      logged("c2", 200, "work"),
      ["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c2", agent: "18", automatic: true }],
      ...waits("c3", "2026-03-02T09:00:00Z"),
      ["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c3", agent: "17" }],
      ...waits("c4", "2026-03-02T09:00:00Z"),
      logged("c4", 900, "work"),
    ]);

    expect(await desk.total("handle-time", day)).toMatchObject({
      value: 300,
      sample: 2,
      notes: ["1 without logged time left out"],
    });
    expect(await desk.total("handle-time", { ...day, statistic: "p90" })).toMatchObject({ value: 380 });
    const byHand = { ...day, filters: { automatic: ["no"] } };
    expect(await desk.total("handle-time", byHand)).toMatchObject({ value: 400, sample: 1 });
  });

  it("is no data where nothing was logged, and has no business time", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...waits("c1", "2026-03-02T09:00:00Z"),
      ["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c1" }],
    ]);

    expect(await desk.total("handle-time", day)).toMatchObject({ value: null, sample: 0 });
    expect(await desk.total("handle-time", { ...day, clock: "business" })).toMatchObject({
      value: null,
      notes: ["business time is not measured, only elapsed time"],
    });
  });
});
