import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { catalogue } from "../../src/metrics/catalogue.ts";
import { isKnown } from "../../src/metrics/dimension-column.ts";
import type { MetricDefinition } from "../../src/metrics/metric-definition.ts";
import type { MetricQuery } from "../../src/metrics/metric-query.ts";
import { measuresOf } from "../../src/metrics/plan.ts";
import { emptyReading, type Reading } from "../../src/metrics/reading.ts";
import { type Receipt, receiptOf } from "../../src/metrics/receipt.ts";
import type { ReceiptPart, ReceiptRow } from "../../src/metrics/receipt-parts.ts";
import { receiptText } from "../../src/metrics/receipt-text.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { fullDesk, fullWeek } from "../support/full-desk.ts";
import { type MetricDesk, metricDesk } from "../support/metric-desk.ts";

let database: TestDatabase;
let desk: MetricDesk;
beforeAll(async () => {
  database = await testDatabase();
  desk = metricDesk(database);
  await desk.happened(fullDesk);
});
afterAll(() => database.close());

function asking(metric: string, part: Partial<MetricQuery> = {}): MetricQuery {
  return {
    accountId: desk.accountId,
    metrics: [{ id: metric }],
    period: periodBetween(...fullWeek, "UTC"),
    by: [],
    filters: {},
    clock: "elapsed",
    now: new Date("2026-03-12T00:00:00Z"),
    reopenWindowMs: 7 * 86_400_000,
    weekStartsOn: "monday",
    ...part,
  };
}

/** The value, worked out of nothing but the rows that a receipt tells. */
function recomputed(definition: MetricDefinition, receipt: Receipt, currency?: string): number | null {
  const { measurement } = definition;
  const readings = new Map(receipt.parts.map((part) => [part.measure, readingOf(part, currency)]));
  const reading = (id: string) => readings.get(id.replaceAll("_", " ")) ?? emptyReading;
  switch (measurement.kind) {
    case "ratio": {
      const [whole, second] = receipt.parts;
      if (whole?.hits) return share(whole.rows.filter(({ isHit }) => isHit).length, whole.rows.length);
      return share(amount(whole, currency), amount(second, currency));
    }
    case "derived":
      return measurement.compute(reading).value;
    case "simple":
    case "level": {
      const [part] = receipt.parts;
      if (part?.summedUp !== "values") return amount(part, currency);
      return mean(part.rows.map(({ value }) => value ?? Number.NaN));
    }
    default:
      return measurement satisfies never;
  }
}

function ofCurrency(rows: readonly ReceiptRow[], currency: string | undefined): readonly ReceiptRow[] {
  return rows.filter((row) => row.currency === undefined || row.currency === currency);
}

function readingOf(part: ReceiptPart, currency: string | undefined): Reading {
  const rows = ofCurrency(part.rows, currency);
  return { ...emptyReading, count: rows.length, sum: amount(part, currency) };
}

function amount(part: ReceiptPart | undefined, currency: string | undefined): number {
  const rows = ofCurrency(part?.rows ?? [], currency);
  if (part?.summedUp !== "sum") return rows.length;
  return rows.reduce((sum, { value }) => sum + (value ?? 0), 0);
}

function share(hits: number, whole: number): number | null {
  return whole === 0 ? null : (hits / whole) * 100;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("the receipt of a KPI", () => {
  for (const definition of catalogue) {
    it(`of ${definition.id} tells the rows that make the number`, async () => {
      const receipt = await receiptOf(database.db, asking(definition.id), { limit: 1000 });

      for (const { value, currency } of receipt.values) {
        const again = recomputed(definition, receipt, currency);
        if (value === null || again === null) expect(again).toBe(value);
        else expect(again).toBeCloseTo(value, 8);
      }
      for (const { total, rows } of receipt.parts) expect(rows).toHaveLength(total);
      expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt);
    });
  }

  it("has something to tell of every KPI of this desk but those of calendars, promises and alerts", async () => {
    const silent = [];
    for (const { id } of catalogue) {
      const { values } = await receiptOf(database.db, asking(id));
      if (values.every(({ sample }) => sample === 0)) silent.push(id);
    }

    expect(silent).toEqual(["on-time", "sla-attainment", "alerts", "time-to-acknowledge", "availability"]);
  });

  it("tells the longest waits first, and how many there are besides those told", async () => {
    const { parts } = await receiptOf(database.db, asking("response-time"), { limit: 1 });

    expect(parts).toEqual([
      {
        measure: "response",
        summedUp: "values",
        total: 2,
        rows: [
          {
            kind: "conversation",
            id: "c2",
            at: "2026-03-03T11:00:00.000Z",
            value: 7200,
            agent: "18",
            channel: "email",
          },
        ],
      },
    ]);
  });

  it("tells what counts against a share first", async () => {
    const { parts } = await receiptOf(database.db, asking("first-contact-resolution-rate"));

    expect(parts.flatMap(({ rows }) => rows.map(({ id, isHit }) => [id, isHit]))).toEqual([
      ["c2", false],
      ["c1", false],
    ]);
  });

  it("says what was left out: merged and discarded conversations, and what machines sent", async () => {
    const { leftOut, filters, notes } = await receiptOf(
      database.db,
      asking("first-response-time", { filters: { channel: ["chat"] } }),
    );

    expect(filters).toEqual({ channel: ["chat"] });
    expect(leftOut).toEqual([
      { why: "merged into another conversation", count: 1 },
      { why: "discarded as spam", count: 1 },
      { why: "sent by bot, which is no reply", count: 1 },
    ]);
    expect(notes).toEqual(["1 still waiting, the longest 4d 15h"]);
  });

  it("holds to the asked clock: without a calendar nothing was measured, and it says so", async () => {
    const receipt = await receiptOf(database.db, asking("resolution-time", { clock: "business" }));

    expect(receipt).toMatchObject({
      clock: "business",
      values: [{ value: null, sample: 0 }],
      notes: ["business time is not measured: no calendar is configured"],
      parts: [{ total: 0, rows: [] }],
    });
  });

  it("has an amount for each currency", async () => {
    const { values, parts } = await receiptOf(database.db, asking("mrr"));

    expect(values).toMatchObject([
      { currency: "EUR", value: 70, previous: { value: 50 } },
      { currency: "USD", value: 0, previous: { value: 20 } },
    ]);
    expect(parts).toMatchObject([{ rows: [{ kind: "customer", id: "ann", value: 70, currency: "EUR" }] }]);
  });

  it("is of one KPI and of one value", async () => {
    const two = { ...asking("csat"), metrics: [{ id: "csat" }, { id: "nps" }] };

    await expect(receiptOf(database.db, two)).rejects.toThrow(/one KPI/);
    await expect(receiptOf(database.db, asking("csat", { by: ["day"] }))).rejects.toThrow(/one value/);
  });

  it("is printed line by line", async () => {
    const receipt = await receiptOf(
      database.db,
      asking("first-response-time", { filters: { channel: ["chat"] } }),
    );

    expect(receiptText(receipt)).toBe(`First response time: 10m 32s (mean of 1 first reply)
How long customers wait for the first reply by a person, from their first message (or a bot's hand-over).
Counted at: first reply, from 2026-03-02 00:00 to 2026-03-09 00:00 (2026-03-02 to 2026-03-08, UTC)
Only: channel chat
Clock: elapsed time
Beside it: 1 still waiting, the longest 4d 15h
Left out: 1 merged into another conversation
Left out: 1 discarded as spam
Left out: 1 sent by bot, which is no reply

First response: 1
  10m 32s  conversation c1  2026-03-02 09:10  chat  agent 17`);
  });
});

describe("a measure", () => {
  it("can be split by all that its KPI can be split by, unless it stands for the whole", () => {
    for (const definition of catalogue)
      for (const { source, across = [], id } of measuresOf(definition)) {
        const unknown = definition.dimensions.filter(
          (dimension) => !isKnown(dimension, source) && !across.some((other) => other === dimension),
        );
        expect(
          unknown.filter((dimension) => dimension !== "currency"),
          `${definition.id}: ${id}`,
        ).toEqual([]);
      }
  });
});
