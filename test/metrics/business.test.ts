import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type MetricDesk, metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const march = { period: "2026-03-01..2026-03-31" };

function opened(conversation: string, at = "2026-03-02T09:00:00Z", data: object = {}): Timetable[number] {
  return [at, "conversation.opened", { conversation, channel: "chat", ...data }];
}

function ordered(
  order: string,
  amount: number | string,
  data: object,
  at = "2026-03-10T12:00:00Z",
): Timetable[number] {
  return [at, "order.placed", { order, amount, currency: "EUR", ...data }];
}

/** The value of a KPI of money by its currency. */
async function moneyOf(desk: MetricDesk, metric: string, question: Parameters<MetricDesk["ask"]>[1]) {
  const results = await desk.ask(metric, question);
  return Object.fromEntries(results.map(({ key, value }) => [key["currency"] ?? "", value]));
}

describe("acquisition and retention", () => {
  const ten = Array.from({ length: 10 }, (_, no) => opened(`c${no}`));

  it("are 20 % and 400 of two new customers, 30 % of three existing ones, in ten conversations", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...ten,
      ordered("earlier", 10, { email: "old@example.com" }, "2026-01-05T12:00:00Z"),
      ordered("o1", "100", { conversation: "c0", email: "new@example.com" }),
      ordered("o2", 300, { conversation: "c1", newCustomer: true }),
      ordered("o3", 50, { conversation: "c2", newCustomer: false }),
      ordered("o4", 60, { conversation: "c3", email: " Old@Example.com " }),
      ordered("o5", 70.5, { conversation: "c4", newCustomer: false }),
    ]);

    expect(await desk.total("acquisition-rate", march)).toMatchObject({ value: 20, sample: 10 });
    expect(await desk.total("retention-rate", march)).toMatchObject({ value: 30, sample: 10 });
    expect(await moneyOf(desk, "acquisition-value", march)).toEqual({ EUR: 400 });
    expect(await moneyOf(desk, "retention-value", march)).toEqual({ EUR: 180.5 });
    const average = await moneyOf(desk, "average-order-value", march);
    expect(average["EUR"]).toBeCloseTo(580.5 / 5, 9);
  });

  it("take the first order of a customer as new, and every later one as retention", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("c1"),
      opened("c2"),
      ordered("o2", 20, { conversation: "c2", customer: "ann" }, "2026-03-11T12:00:00Z"),
      ordered("o1", 10, { conversation: "c1", customer: "ann" }, "2026-03-10T12:00:00Z"),
    ]);

    expect(await moneyOf(desk, "acquisition-value", march)).toEqual({ EUR: 10 });
    expect(await moneyOf(desk, "retention-value", march)).toEqual({ EUR: 20 });
  });

  it("change backwards in time when an earlier order arrives late", async () => {
    const desk = metricDesk(database);
    await desk.happened([opened("c1"), ordered("o1", 10, { conversation: "c1", email: "a@example.com" })]);
    expect(await desk.total("acquisition-rate", march)).toMatchObject({ value: 100 });

    await desk.happened([ordered("o0", 5, { email: "a@example.com" }, "2026-02-01T12:00:00Z")]);

    expect(await desk.total("acquisition-rate", march)).toMatchObject({ value: 0 });
    expect(await desk.total("retention-rate", march)).toMatchObject({ value: 100 });
  });

  it("leave out discarded conversations, and move with a merge", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("c1"),
      opened("c2"),
      opened("spam"),
      ordered("o1", 10, { conversation: "c2", newCustomer: true }),
      ordered("o2", 99, { conversation: "spam", newCustomer: true }),
      ["2026-03-12T12:00:00Z", "conversation.merged", { conversation: "c2", into: "c1" }],
      ["2026-03-12T12:00:00Z", "conversation.discarded", { conversation: "spam", reason: "spam" }],
    ]);

    expect(await desk.total("acquisition-rate", march)).toMatchObject({ value: 100, sample: 1 });
    expect(await moneyOf(desk, "acquisition-value", march)).toEqual({ EUR: 10 });
  });

  it("are never summed across currencies, and no data where there is nothing", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("c1"),
      ordered("o1", "0.10", { conversation: "c1", newCustomer: true }),
      ordered("o2", "0.20", { conversation: "c1", newCustomer: true }),
      ordered("o3", 7, { conversation: "c1", newCustomer: true, currency: "USD" }),
    ]);

    expect(await moneyOf(desk, "acquisition-value", march)).toEqual({ EUR: 0.3, USD: 7 });
    expect(await moneyOf(desk, "acquisition-value", { ...march, by: ["channel"] })).toEqual({
      EUR: 0.3,
      USD: 7,
    });
    expect(await desk.total("acquisition-rate", { period: "2026-01-01" })).toMatchObject({ value: null });
    const [none] = await desk.ask("average-order-value", { period: "2026-01-01" });
    expect(none).toMatchObject({ value: null, sample: 0 });
  });
});

describe("conversions and conversion-rate", () => {
  it("are conversations with at least one conversion in the period, orders apart", async () => {
    const desk = metricDesk(database);
    const converted = (conversation: string, kind: string, at = "2026-03-10T12:00:00Z") =>
      [at, "conversion.recorded", { conversation, kind }] as const;
    await desk.happened([
      opened("c1"),
      opened("c2"),
      opened("c3"),
      opened("c4"),
      converted("c1", "newsletter"),
      converted("c1", "trial"),
      converted("c2", "trial"),
      converted("c3", "trial", "2026-04-01T00:00:00Z"),
      ordered("o1", 10, { conversation: "c4" }),
    ]);

    expect(await desk.total("conversions", march)).toMatchObject({ value: 2 });
    expect(valuesBy(await desk.ask("conversions", { ...march, by: ["kind"] }))).toEqual({
      newsletter: 1,
      trial: 2,
    });
    expect(await desk.total("conversion-rate", march)).toMatchObject({ value: 50, sample: 4 });
  });
});

describe("cost-per-conversation", () => {
  const cost = (amount: number, from: string, to: string, data: object = {}) =>
    [from, "cost.recorded", { amount, currency: "EUR", from, to, ...data }] as const;
  const replied = (conversation: string, at: string, id = "17") =>
    [at, "message.sent", { conversation, author: { kind: "agent", id } }] as const;

  it("spreads a cost evenly over its span and divides by the conversations handled", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      cost(310, "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"),
      opened("c1"),
      opened("c2"),
      replied("c1", "2026-03-02T10:00:00Z"),
      replied("c1", "2026-03-02T11:00:00Z", "18"),
      replied("c2", "2026-03-03T10:00:00Z"),
    ]);

    expect(await moneyOf(desk, "cost-per-conversation", { period: "2026-03-02" })).toEqual({ EUR: 10 });
    expect(await moneyOf(desk, "cost-per-conversation", { period: "2026-03-02..2026-03-03" })).toEqual({
      EUR: 10,
    });
    expect(await moneyOf(desk, "cost-per-conversation", march)).toEqual({ EUR: 155 });
  });

  it("is no data where no cost was recorded, and where nothing was handled", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      cost(310, "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z"),
      opened("c1"),
      replied("c1", "2026-03-02T10:00:00Z"),
    ]);

    for (const period of ["2026-03-02", "2026-03-10", "2026-03-12"]) {
      const [result] = await desk.ask("cost-per-conversation", { period });
      expect({ period, value: result?.value }).toEqual({ period, value: null });
    }
  });
});

describe("payments", () => {
  it("are $13,116.95 received in 13 payments out of 19 requests", async () => {
    const desk = metricDesk(database);
    const amounts = Array.from({ length: 12 }, () => "1000.00").concat("1116.95");
    await desk.happened([
      ...Array.from(
        { length: 19 },
        (_, no) =>
          [
            "2026-03-02T09:00:00Z",
            "payment.requested",
            { payment: `p${no}`, amount: 1000, currency: "USD" },
          ] as const,
      ),
      ...amounts.map(
        (amount, no) =>
          [
            "2026-03-04T09:00:00Z",
            "payment.received",
            { payment: `p${no}`, amount, currency: "USD" },
          ] as const,
      ),
    ]);
    const week = { period: "2026-03-02..2026-03-08" };

    expect(await desk.total("payments-requested", week)).toMatchObject({ value: 19 });
    expect(await desk.total("payments-received", week)).toMatchObject({ value: 13 });
    expect(await moneyOf(desk, "payment-volume", week)).toEqual({ USD: 13116.95 });
  });

  it("belong to the agent named, else to the last replier", async () => {
    const desk = metricDesk(database);
    const request = (payment: string, data: object) =>
      [
        "2026-03-02T10:00:00Z",
        "payment.requested",
        { payment, amount: 1, currency: "EUR", ...data },
      ] as const;
    await desk.happened([
      opened("c1"),
      ["2026-03-02T09:30:00Z", "message.sent", { conversation: "c1", author: { kind: "agent", id: "17" } }],
      request("p1", { conversation: "c1" }),
      request("p2", { conversation: "c1", agent: "18" }),
      request("p3", {}),
    ]);

    expect(valuesBy(await desk.ask("payments-requested", { ...march, by: ["agent"] }))).toEqual({
      "17": 1,
      "18": 1,
      null: 1,
    });
  });
});

describe("customer-churn-rate and customer-retention-rate", () => {
  const started = (customer: string, at = "2026-02-01T09:00:00Z", data: object = {}) =>
    [at, "subscription.started", { customer, amount: 10, currency: "EUR", ...data }] as const;
  const cancelled = (customer: string, at: string) => [at, "subscription.cancelled", { customer }] as const;

  it("are 1.67 % of 50 customers lost of 3,000", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...Array.from({ length: 3000 }, (_, no) => started(`s${no}`)),
      ...Array.from({ length: 50 }, (_, no) => cancelled(`s${no}`, "2026-03-15T09:00:00Z")),
    ]);

    const churn = await desk.total("customer-churn-rate", march);
    expect(churn.value).toBeCloseTo(1.6667, 3);
    expect(churn.sample).toBe(3000);
    expect((await desk.total("customer-retention-rate", march)).value).toBeCloseTo(98.3333, 3);
  });

  it("count who joined and left within as lost, and who came back as kept", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      started("stays"),
      started("leaves"),
      started("returns"),
      started("gone-before"),
      cancelled("gone-before", "2026-02-20T09:00:00Z"),
      cancelled("leaves", "2026-03-01T00:00:00Z"),
      cancelled("returns", "2026-03-05T09:00:00Z"),
      started("returns", "2026-03-20T09:00:00Z"),
      started("brief", "2026-03-05T09:00:00Z"),
      cancelled("brief", "2026-03-06T09:00:00Z"),
      started("joins", "2026-03-07T09:00:00Z"),
      cancelled("stays", "2026-04-01T00:00:00Z"),
    ]);

    // At the start: stays, leaves, returns. Lost: leaves and brief. At the end: stays, returns, joins.
    const churn = await desk.total("customer-churn-rate", march);
    expect(churn.value).toBeCloseTo((2 / 3) * 100, 9);
    // (3 at the end − 2 joined) ÷ 3.
    expect((await desk.total("customer-retention-rate", march)).value).toBeCloseTo(100 / 3, 9);
    expect(await desk.total("customer-churn-rate", { period: "2026-01-10" })).toMatchObject({ value: null });
  });

  it("are told by segment", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      started("a", "2026-02-01T09:00:00Z", { segment: "gold" }),
      started("b", "2026-02-01T09:00:00Z", { segment: "gold" }),
      started("c", "2026-02-01T09:00:00Z", { segment: "blue" }),
      cancelled("b", "2026-03-10T09:00:00Z"),
    ]);

    expect(valuesBy(await desk.ask("customer-retention-rate", { ...march, by: ["segment"] }))).toEqual({
      blue: 100,
      gold: 50,
    });
  });
});

describe("mrr", () => {
  it("is the level at the period's end, with what moved it", async () => {
    const desk = metricDesk(database);
    const change = (type: "started" | "changed", customer: string, amount: number, at: string) =>
      [at, `subscription.${type}`, { customer, amount, currency: "EUR" }] as const;
    await desk.happened([
      change("started", "a", 100, "2026-02-01T09:00:00Z"),
      change("started", "b", 50, "2026-02-01T09:00:00Z"),
      change("started", "c", 30, "2026-02-01T09:00:00Z"),
      change("started", "d", 20, "2026-03-10T09:00:00Z"),
      change("changed", "a", 120, "2026-03-11T09:00:00Z"),
      change("changed", "b", 45, "2026-03-12T09:00:00Z"),
      ["2026-03-13T09:00:00Z", "subscription.cancelled", { customer: "c" }],
      ["2026-03-13T09:00:00Z", "subscription.started", { customer: "u", amount: "9.99", currency: "USD" }],
    ]);

    expect(await moneyOf(desk, "mrr", { period: "2026-02-28" })).toEqual({ EUR: 180 });
    expect(await moneyOf(desk, "mrr", march)).toEqual({ EUR: 185, USD: 9.99 });
    const euro = (await desk.ask("mrr", march)).find(({ key }) => key["currency"] === "EUR");
    expect(euro?.previous.value).toBe(180);
    expect(euro?.notes.join("; ")).toMatch(/new .*20.*expansion .*20.*contraction .*5.*churned .*30/);
  });
});
