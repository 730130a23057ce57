import { randomUUID } from "node:crypto";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { resolvePeriod } from "../../src/calendar/resolve-period.ts";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import type { MetricQuery, Statistic } from "../../src/metrics/metric-query.ts";
import type { MetricResult } from "../../src/metrics/metric-result.ts";
import { queryMetrics } from "../../src/metrics/query-metrics.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import type { TestDatabase } from "./database.ts";
import { deskEvent } from "./desk-events.ts";

/** What happened when: `["2026-03-02T09:00:00Z", "conversation.opened", { conversation: "c1", channel: "chat" }]`. */
export type Timetable = readonly (readonly [at: string, type: DeskEvent["type"], data: object])[];

interface Question extends Partial<Omit<MetricQuery, "metrics" | "period" | "now" | "accountId">> {
  /** In words, or [from, to] as --from and --to take them. */
  readonly period: string | readonly [from: string, to: string];
  readonly timezone?: string;
  readonly now?: string;
  readonly statistic?: Statistic;
}

/** A desk of its own in a test's database: events go the whole way from the log to the facts. */
export interface MetricDesk {
  readonly accountId: string;
  happened(timetable: Timetable): Promise<void>;
  ask(metric: string, question: Question): Promise<readonly MetricResult[]>;
  /** The one result of a question without a breakdown. */
  total(metric: string, question: Question): Promise<MetricResult>;
}

export function metricDesk({ db }: TestDatabase, accountId: string = randomUUID()): MetricDesk {
  let events = 0;

  async function ask(metric: string, question: Question): Promise<readonly MetricResult[]> {
    const { period, timezone = "UTC", now = "2026-11-01T00:00:00Z", statistic, ...rest } = question;
    const context = { now: new Date(now), timezone, weekStartsOn: "monday" } as const;
    return await queryMetrics(db, {
      accountId,
      metrics: [statistic ? { id: metric, statistic } : { id: metric }],
      period:
        typeof period === "string" ? resolvePeriod(period, context) : periodBetween(...period, timezone),
      by: [],
      filters: {},
      clock: "elapsed",
      now: context.now,
      reopenWindowMs: 7 * 86_400_000,
      weekStartsOn: "monday",
      ...rest,
    });
  }

  return {
    accountId,
    ask,
    async happened(timetable) {
      const log = timetable.map(([at, type, data]) => deskEvent(type, `e${events++}`, at, data));
      await appendEvents(db, accountId, log, new Date("2026-11-01T00:00:00Z"));
      await projectChanges(db);
    },
    async total(metric, question) {
      const [result, ...others] = await ask(metric, question);
      if (!result || others.length > 0) throw new Error("A question without a breakdown has one result");
      return result;
    },
  };
}

/** `{ chat: 3, email: 1 }` of a breakdown by one dimension. */
export function valuesBy(results: readonly MetricResult[]): Record<string, number | null> {
  return Object.fromEntries(
    results.map((result) => [Object.values(result.key).map(String).join(" "), result.value]),
  );
}
