import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const day = { period: "2026-03-02" };

/** The same event so many times, a minute apart, each with its own number. */
function times(
  count: number,
  at: string,
  type: Timetable[number][1],
  data: (no: number) => object,
): Timetable {
  const start = Date.parse(at);
  return Array.from({ length: count }, (_, no) => [
    new Date(start + no * 60_000).toISOString(),
    type,
    data(no),
  ]);
}

describe("automated-messages-sent and automated-response-rate", () => {
  const automated = () => ({ author: { kind: "automation" } });
  const answered = () => ({ inReplyTo: "automation" });

  it("are 26 messages, of which 15 answers make 58 %", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...times(26, "2026-03-02T08:00:00Z", "message.sent", automated),
      ...times(15, "2026-03-02T12:00:00Z", "message.received", answered),
      // Neither automated nor an answer to something automated.
      ["2026-03-02T13:00:00Z", "message.sent", { author: { kind: "campaign" } }],
      ["2026-03-02T13:01:00Z", "message.received", { inReplyTo: "campaign" }],
      ["2026-03-02T13:02:00Z", "message.received", {}],
    ]);

    expect(await desk.total("automated-messages-sent", day)).toMatchObject({ value: 26, unit: "count" });
    const rate = await desk.total("automated-response-rate", day);
    expect(rate.value).toBeCloseTo((15 / 26) * 100, 9);
    expect(rate.sample).toBe(26);
  });

  it("have no rate where nothing was sent, and a rate of 0 where nobody answered", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-02T12:00:00Z", "message.received", answered()],
      ["2026-03-03T12:00:00Z", "message.sent", automated()],
    ]);

    expect(await desk.total("automated-response-rate", day)).toMatchObject({ value: null, sample: 0 });
    expect(await desk.total("automated-response-rate", { period: "2026-03-03" })).toMatchObject({
      value: 0,
      sample: 1,
    });
  });

  it("count an answer when it comes, not when its message was sent", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-01T23:59:59Z", "message.sent", automated()],
      ["2026-03-02T00:00:00Z", "message.sent", automated()],
      ["2026-03-02T00:00:00Z", "message.received", answered()],
      ["2026-03-03T00:00:00Z", "message.received", answered()],
    ]);

    expect(await desk.total("automated-response-rate", day)).toMatchObject({ value: 100, sample: 1 });
  });
});

describe("phone-coverage", () => {
  it("is the share of contacts with a cell phone at the period's end", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-01T08:00:00Z", "contact.created", { contact: "ann", cellPhone: true }],
      ["2026-03-01T08:00:00Z", "contact.created", { contact: "bob" }],
      ["2026-03-01T08:00:00Z", "contact.created", { contact: "cem", cellPhone: false }],
      ["2026-03-02T08:00:00Z", "contact.updated", { contact: "bob", cellPhone: true }],
      ["2026-03-03T00:00:00Z", "contact.updated", { contact: "cem", cellPhone: true }],
      ["2026-03-04T08:00:00Z", "contact.updated", { contact: "ann", cellPhone: false }],
    ]);
    const covered = async (period: string) => (await desk.total("phone-coverage", { period })).value;

    expect(await covered("2026-02-28")).toBeNull();
    expect(await covered("2026-03-01")).toBeCloseTo(100 / 3, 9);
    expect(await covered("2026-03-02")).toBeCloseTo(200 / 3, 9);
    expect(await covered("2026-03-03")).toBe(100);
    expect(await covered("2026-03-04")).toBeCloseTo(200 / 3, 9);
    expect(
      (await desk.ask("phone-coverage", { period: "2026-03-01..2026-03-03", by: ["day"] })).map(
        ({ sample }) => sample,
      ),
    ).toEqual([3, 3, 3]);
  });

  it("is 7,006 of 12,276, with 106 added, 11 more than before", async () => {
    const desk = metricDesk(database);
    const contacts = (count: number, prefix: string, at: string, cellPhone: boolean) =>
      Array.from(
        { length: count },
        (_, no) => [at, "contact.created", { contact: `${prefix}${no}`, cellPhone }] as const,
      );
    await desk.happened([
      ...contacts(6805, "a", "2026-02-01T08:00:00Z", true),
      ...contacts(5270, "b", "2026-02-01T08:00:00Z", false),
      ...contacts(95, "c", "2026-03-02T08:00:00Z", true),
      ...contacts(106, "d", "2026-03-03T08:00:00Z", true),
    ]);

    const coverage = await desk.total("phone-coverage", { period: "2026-03-03" });
    expect(coverage.value).toBeCloseTo((7006 / 12276) * 100, 9);
    expect(coverage.sample).toBe(12276);
    expect(await desk.total("phones-added", { period: "2026-03-03" })).toMatchObject({
      value: 106,
      previous: { value: 95 },
    });
  });
});

describe("phones-added", () => {
  it("counts each contact that gained a number once", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-01T08:00:00Z", "contact.created", { contact: "ann", cellPhone: true, segment: "gold" }],
      ["2026-03-02T08:00:00Z", "contact.updated", { contact: "ann", cellPhone: true }],
      ["2026-03-02T08:00:00Z", "contact.created", { contact: "bob", segment: "blue" }],
      ["2026-03-02T09:00:00Z", "contact.updated", { contact: "bob", cellPhone: true }],
      ["2026-03-02T10:00:00Z", "contact.updated", { contact: "bob", cellPhone: false }],
      ["2026-03-02T11:00:00Z", "contact.updated", { contact: "bob", cellPhone: true }],
    ]);

    expect(await desk.total("phones-added", day)).toMatchObject({ value: 1, sample: 1 });
    expect(
      valuesBy(await desk.ask("phones-added", { period: "2026-03-01..2026-03-02", by: ["segment"] })),
    ).toEqual({ blue: 1, gold: 1 });
  });
});

describe("unsubscribed and unsubscribed-rate", () => {
  it("count who unsubscribed, over the cell phone numbers at the period's end", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...["ann", "bob", "cem", "dee"].map(
        (contact) => ["2026-03-01T08:00:00Z", "contact.created", { contact, cellPhone: true }] as const,
      ),
      ["2026-03-01T08:00:00Z", "contact.created", { contact: "eve" }],
      ["2026-03-02T08:00:00Z", "contact.unsubscribed", { contact: "ann" }],
      ["2026-03-02T09:00:00Z", "contact.unsubscribed", { contact: "ann" }],
      ["2026-03-02T10:00:00Z", "contact.resubscribed", { contact: "ann" }],
      ["2026-03-02T11:00:00Z", "contact.unsubscribed", { contact: "ann" }],
      ["2026-03-03T00:00:00Z", "contact.unsubscribed", { contact: "bob" }],
    ]);

    expect(await desk.total("unsubscribed", day)).toMatchObject({ value: 1 });
    expect(await desk.total("unsubscribed-rate", day)).toMatchObject({ value: 25, sample: 4 });
    expect(await desk.total("unsubscribed-rate", { period: "2026-02-27" })).toMatchObject({
      value: null,
      sample: 0,
    });
  });
});

describe("appointment-reminders and appointment-response-rate", () => {
  it("are 259 reminders, of which 166 responses make 64 %", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...times(259, "2026-03-02T08:00:00Z", "appointment.reminded", (no) => ({ appointment: `a${no}` })),
      ...times(166, "2026-03-02T14:00:00Z", "appointment.replied", (no) => ({
        appointment: `a${no}`,
        text: ["YES", "no", "what time?"][no % 3],
      })),
    ]);

    expect(await desk.total("appointment-reminders", day)).toMatchObject({ value: 259 });
    const rate = await desk.total("appointment-response-rate", day);
    expect(rate.value).toBeCloseTo((166 / 259) * 100, 9);
    expect(rate.sample).toBe(259);
  });

  it("credit an answer to the reminder before it, also when it comes days later", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-02T08:00:00Z", "appointment.reminded", { appointment: "a1" }],
      ["2026-03-03T08:00:00Z", "appointment.reminded", { appointment: "a1" }],
      ["2026-03-09T08:00:00Z", "appointment.replied", { appointment: "a1", text: "👍" }],
      ["2026-03-09T08:01:00Z", "appointment.replied", { appointment: "a1", text: "see you" }],
    ]);

    expect(await desk.total("appointment-response-rate", day)).toMatchObject({ value: 0, sample: 1 });
    expect(await desk.total("appointment-response-rate", { period: "2026-03-03" })).toMatchObject({
      value: 100,
      sample: 1,
    });
    expect(await desk.total("appointment-response-rate", { period: "2026-03-09" })).toMatchObject({
      value: null,
    });
  });
});

describe("appointments", () => {
  it("reminded in the period count once, with their latest verdict", async () => {
    const desk = metricDesk(database);
    const reminded = (appointment: string, at = "2026-03-02T08:00:00Z") =>
      [at, "appointment.reminded", { appointment }] as const;
    await desk.happened([
      ...["yes", "no", "moved", "silent", "asks", "changed"].map((id) => reminded(id)),
      reminded("yes", "2026-03-02T18:00:00Z"),
      reminded("later", "2026-03-03T00:00:00Z"),
      ["2026-03-02T09:00:00Z", "appointment.replied", { appointment: "yes", text: "Yes please" }],
      ["2026-03-02T09:00:00Z", "appointment.replied", { appointment: "no", text: "non merci" }],
      ["2026-03-02T09:00:00Z", "appointment.rescheduled", { appointment: "moved" }],
      ["2026-03-02T09:00:00Z", "appointment.replied", { appointment: "asks", text: "What time?" }],
      ["2026-03-02T09:00:00Z", "appointment.confirmed", { appointment: "changed" }],
      ["2026-03-05T09:00:00Z", "appointment.cancelled", { appointment: "changed" }],
      // Never reminded: in no number.
      ["2026-03-02T09:00:00Z", "appointment.confirmed", { appointment: "unheard" }],
    ]);

    expect(await desk.total("appointments", day)).toMatchObject({ value: 6 });
    expect(valuesBy(await desk.ask("appointments", { ...day, by: ["status"] }))).toEqual({
      cancelled: 2,
      confirmed: 1,
      rescheduled: 1,
      unconfirmed: 2,
    });
    expect((await desk.total("appointments", day)).notes.join()).toContain("33 % cancelled");
  });
});
