import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type MetricDesk, metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";
import { promise } from "../support/promise.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const hourly = { sla: [{ name: "standard", targets: { firstResponse: "1h", nextResponse: "30m" } }] };
const day = { period: "2026-03-02" } as const;

async function deskThat(promises: object, ...stories: readonly Timetable[]): Promise<MetricDesk> {
  const desk = metricDesk(database);
  await desk.happened(stories.flat());
  await promise(database, desk.accountId, promises);
  return desk;
}

/** A customer's message on 2 March 2026, and a reply at another time of that day. */
function answered(conversation: string, asked: string, replied: string | null, more: object = {}): Timetable {
  const at = (time: string) => `2026-03-02T${time}Z`;
  const author = { kind: "agent", id: "17" };
  return [
    [at(asked), "conversation.opened", { conversation, channel: "chat", ...more }],
    ...(replied ? ([[at(replied), "message.sent", { conversation, author }]] as Timetable) : []),
  ];
}

describe("on-time", () => {
  it("is the share of conversations whose replies came within the target in force", async () => {
    const desk = await deskThat(
      hourly,
      answered("c1", "09:00:00", "09:30:00"),
      answered("c2", "09:00:00", "10:30:00"),
      answered("c3", "09:00:00", "09:10:00"),
      answered("c4", "09:00:00", "09:20:00"),
    );

    expect(await desk.total("on-time", day)).toMatchObject({
      value: 75,
      sample: 4,
      unit: "percent",
      notes: [],
    });
  });

  it("counts one that is unanswered past its target as late, and one that is not due yet not at all", async () => {
    const desk = await deskThat(
      hourly,
      answered("c1", "09:00:00", "09:30:00"),
      answered("c2", "09:10:00", null),
      answered("c3", "09:20:00", null),
    );

    const now = "2026-03-02T10:15:00Z";
    expect(await desk.total("on-time", { ...day, now })).toMatchObject({
      value: 50,
      sample: 2,
      notes: ["1 still unanswered"],
    });
  });

  it("is on time in the very instant of the target, and in the period in which it is due", async () => {
    const desk = await deskThat(
      hourly,
      answered("c1", "22:30:00", "23:30:00"),
      answered("c2", "22:30:00", "23:30:01"),
      answered("c3", "23:30:00", "23:40:00"),
    );

    expect(await desk.total("on-time", day)).toMatchObject({ value: 50, sample: 2 });
    expect(await desk.total("on-time", { period: "2026-03-03" })).toMatchObject({ value: 100, sample: 1 });
  });

  it("takes a conversation once, and as late where any of its replies was", async () => {
    const again: Timetable = [
      ["2026-03-02T12:00:00Z", "message.received", { conversation: "c1" }],
      ["2026-03-02T12:45:00Z", "message.sent", { conversation: "c1", author: { kind: "agent", id: "18" } }],
    ];
    const desk = await deskThat(hourly, answered("c1", "09:00:00", "09:30:00"), again);

    expect(await desk.total("on-time", day)).toMatchObject({ value: 0, sample: 1 });
    expect(valuesBy(await desk.ask("on-time", { ...day, by: ["agent"] }))).toEqual({ "17": 100, "18": 0 });
  });

  it("is not measured without promises, nor where nothing was due", async () => {
    const desk = await deskThat({}, answered("c1", "09:00:00", "09:30:00"));

    expect(await desk.total("on-time", day)).toMatchObject({ value: null, sample: 0 });
    expect(await desk.total("sla-attainment", day)).toMatchObject({ value: null, sample: 0 });
  });

  it("leaves out what ended without a reply in time, and says so", async () => {
    const desk = await deskThat(
      hourly,
      answered("c1", "09:00:00", "09:30:00"),
      answered("c2", "09:00:00", null),
      [["2026-03-02T09:59:00Z", "conversation.resolved", { conversation: "c2" }]],
    );

    expect(await desk.total("on-time", day)).toMatchObject({
      value: 100,
      sample: 1,
      notes: ["1 ended without reply"],
    });
  });

  it("forgets what is discarded later, and changes with a message that arrives late", async () => {
    const desk = await deskThat(
      hourly,
      answered("c1", "09:00:00", "09:30:00"),
      answered("c2", "09:00:00", "11:00:00"),
      answered("c3", "09:00:00", "11:00:00"),
    );
    expect((await desk.total("on-time", day)).value).toBeCloseTo(100 / 3, 9);

    await desk.happened([
      ["2026-03-05T09:00:00Z", "conversation.discarded", { conversation: "c2", reason: "spam" }],
      ["2026-03-02T09:45:00Z", "message.sent", { conversation: "c3", author: { kind: "agent", id: "17" } }],
    ]);
    expect(await desk.total("on-time", day)).toMatchObject({ value: 100, sample: 2 });
  });
});

describe("sla-attainment", () => {
  const everything = {
    calendars: {
      default: { timezone: "Europe/Amsterdam", hours: { sunday: ["00:00-24:00"], monday: ["09:00-17:00"] } },
    },
    sla: [
      {
        name: "urgent",
        match: { priority: "urgent" },
        targets: { firstResponse: "10m", nextResponse: "10m", resolution: "2h" },
      },
      { name: "office", match: { channel: "email" }, calendar: "default", targets: { firstResponse: "3h" } },
      { name: "rest", targets: { firstResponse: "1h", resolution: "8h" } },
    ],
  };

  it("is met ÷ (met + breached) of each kind of target, by policy and by the clock's own priority", async () => {
    const desk = await deskThat(
      everything,
      answered("c1", "09:00:00", "09:05:00", { priority: "urgent" }),
      [
        ["2026-03-02T09:20:00Z", "message.received", { conversation: "c1" }],
        ["2026-03-02T12:00:00Z", "conversation.updated", { conversation: "c1", priority: "low" }],
        ["2026-03-02T12:00:00Z", "conversation.resolved", { conversation: "c1" }],
      ],
      answered("c2", "09:00:00", "09:30:00"),
      [["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c2" }]],
    );

    // c1: first met, next breached at 9:30, resolution breached at 11:00. c2: first and resolution met.
    expect(await desk.total("sla-attainment", day)).toMatchObject({ value: 60, sample: 5 });
    expect(valuesBy(await desk.ask("sla-attainment", { ...day, by: ["target"] }))).toEqual({
      "first-response": 100,
      "next-response": 0,
      resolution: 50,
    });
    expect(valuesBy(await desk.ask("sla-attainment", { ...day, by: ["policy", "priority"] }))).toEqual({
      "urgent urgent": expect.closeTo(100 / 3, 9),
      "rest null": 100,
    });
    const filtered = await desk.total("sla-attainment", { ...day, filters: { target: ["resolution"] } });
    expect(filtered).toMatchObject({ value: 50, sample: 2 });
  });

  it("leaves out clocks that run, were cancelled or were replaced", async () => {
    const desk = await deskThat(
      everything,
      answered("c1", "09:00:00", "09:05:00"),
      answered("c2", "09:00:00", null),
      [["2026-03-02T09:10:00Z", "conversation.closed", { conversation: "c2" }]],
    );

    const now = "2026-03-02T16:59:00Z";
    expect(await desk.total("sla-attainment", { ...day, now, by: [] })).toMatchObject({
      value: 100,
      sample: 1,
      notes: ["1 cancelled"],
    });
    // By 17:00 both resolutions are due: c1 is still open.
    expect(await desk.total("sla-attainment", { ...day, now: "2026-03-02T17:01:00Z" })).toMatchObject({
      value: (2 / 3) * 100,
      notes: ["1 past due and still running", "1 cancelled"],
    });
  });

  it.each([
    // 0:30 local is 23:30 UTC; the hour from 2:00 is not there, so that three hours end at 4:30 local, 2:30 UTC.
    ["forward", "2026-03-28T23:30:00Z", "2026-03-29T02:30:00Z"],
    // 0:30 local is 22:30 UTC; the hour from 2:00 is there twice, so that three hours end at 2:30 local, 1:30 UTC.
    ["back", "2026-10-24T22:30:00Z", "2026-10-25T01:30:00Z"],
  ])("measures working time right on the day the clocks go %s", async (_, asked, due) => {
    const author = { kind: "agent", id: "17" };
    const late = new Date(Date.parse(due) + 1).toISOString();
    const story = (conversation: string, replied: string): Timetable => [
      [asked, "conversation.opened", { conversation, channel: "email" }],
      [replied, "message.sent", { conversation, author }],
    ];
    const desk = await deskThat(everything, story("c1", due), story("c2", late));

    const question = { period: [asked, "2026-10-30"] as const, timezone: "Europe/Amsterdam" };
    expect(await desk.total("sla-attainment", question)).toMatchObject({ value: 50, sample: 2 });
  });

  it("counts a changed policy for the clocks that start after its date", async () => {
    const desk = await deskThat(
      hourly,
      answered("c1", "09:00:00", "09:30:00"),
      answered("c2", "11:30:00", "12:10:00"),
      answered("c3", "13:00:00", "13:30:00"),
    );
    const strict = { sla: [{ name: "standard", targets: { firstResponse: "20m" } }] };
    await promise(database, desk.accountId, strict, { now: new Date("2026-03-02T12:00:00Z") });

    expect(valuesBy(await desk.ask("sla-attainment", { ...day, by: ["hour-of-day"] }))).toMatchObject({
      "10": 100,
      "12": 100,
      "13": 0,
    });
  });
});
