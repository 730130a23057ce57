import type { Kysely } from "kysely";
import { businessMs, isOpen, sharedCalendar } from "../calendar/business-calendar.ts";
import { teamCalendars } from "../calendar/calendar-rules.ts";
import { resolvePeriod } from "../calendar/resolve-period.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import { windowWords } from "../config/kpi-alert.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { queryMetrics } from "../metrics/query-metrics.ts";
import { settingsOf } from "../metrics/settings-of.ts";
import { newestEventsBefore } from "../store/newest-events.ts";
import type { Database } from "../store/tables.ts";
import type { KpiReading } from "./kpi-alert-state.ts";
import type { KpiWatch, SourceWatch, Watch } from "./kpi-watch.ts";

/** Whose alert is looked at, and since when it is known. */
export interface WatchedDesk {
  readonly accountId: string;
  readonly config: DeskConfig;
  /** What never sent anything has been silent since then. */
  readonly knownSince: Date;
}

/** A reading with what a message tells of it. The sample of a silence is 1 where the source ever sent anything, else 0. */
export type Measurement = KpiReading &
  ({ readonly result: MetricResult } | { readonly lastEventAt: Date | null });

/** What an alert finds at an instant; null outside the hours in which a KPI is looked at. */
export async function measureWatch(
  db: Kysely<Database>,
  desk: WatchedDesk,
  watch: Watch,
  at: Date,
): Promise<Measurement | null> {
  const calendar = await calendarOf(desk.config, watch);
  if (watch.kind === "source") return await measureSilence(db, desk, watch, calendar, at);
  return calendar && !isOpen(calendar, at) ? null : await measureKpi(db, desk, watch, at);
}

async function calendarOf(config: DeskConfig, { alert }: Watch) {
  const rules = alert.calendar === undefined ? undefined : teamCalendars(config).calendars[alert.calendar];
  return rules && (await sharedCalendar(rules));
}

async function measureKpi(
  db: Kysely<Database>,
  { accountId, config }: WatchedDesk,
  { alert, definition, statistic, filters, isTally }: KpiWatch,
  at: Date,
): Promise<Measurement> {
  const { timezone, weekStartsOn } = config;
  const rows = await queryMetrics(db, {
    accountId,
    metrics: [{ id: definition.id, ...(statistic && { statistic }) }],
    period: resolvePeriod(windowWords(alert), { now: at, timezone, weekStartsOn }),
    by: [],
    filters,
    clock: alert.clock ?? "elapsed",
    now: at,
    notes: "none",
    ...settingsOf(config),
  });
  const result = rows.find(({ key }) => (key["currency"] ?? undefined) === alert.currency) ?? rows[0];
  if (!result) throw new Error(`${definition.id} has no value at all`);
  const isOfOther =
    alert.currency !== undefined && (result.key["currency"] ?? alert.currency) !== alert.currency;
  if (isOfOther) return nothingOf(result, isTally);
  return { value: result.value, sample: result.sample, result };
}

/** There were amounts, but none in this currency. */
function nothingOf(result: MetricResult, isTally: boolean): Measurement {
  const nothing = { value: isTally ? 0 : null, sample: 0 };
  return { ...nothing, result: { ...result, ...nothing, key: {}, previous: { value: null, sample: 0 } } };
}

async function measureSilence(
  db: Kysely<Database>,
  { accountId, knownSince }: WatchedDesk,
  { source }: SourceWatch,
  calendar: Awaited<ReturnType<typeof calendarOf>>,
  at: Date,
): Promise<Measurement> {
  const newest = (await newestEventsBefore(db, accountId, at)).find((each) => each.source === source);
  const since = newest?.at ?? knownSince;
  const silentMs = calendar ? businessMs(calendar, since, at) : Math.max(0, at.getTime() - since.getTime());
  return { value: silentMs / 1000, sample: newest ? 1 : 0, lastEventAt: newest?.at ?? null };
}
