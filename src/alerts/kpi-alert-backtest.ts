import type { Kysely } from "kysely";
import { isOpen, sharedCalendar } from "../calendar/business-calendar.ts";
import { DEFAULT_CALENDAR, teamCalendars } from "../calendar/calendar-rules.ts";
import type { Period } from "../calendar/period.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import type { KpiAlert } from "../config/kpi-alert.ts";
import type { Database } from "../store/tables.ts";
import { idle, judge } from "./kpi-alert-state.ts";
import { watchOf } from "./kpi-watch.ts";
import { type Measurement, measureWatch } from "./measure-watch.ts";

/** What an alert on a KPI or a source would have come to in a period. */
export interface KpiAlertBacktest {
  /** Its id. */
  readonly alert: string;
  readonly period: Pick<Period, "from" | "to" | "timezone">;
  /** From one look to the next: a minute, as it is looked at when it is watched, or longer where that were too many. */
  readonly stepMs: number;
  /** In order of time. */
  readonly firings: readonly KpiFiring[];
  /** Of the firings; null where no calendar says when the desk is open. */
  readonly outsideHours: number | null;
  /** null where none was cleared. */
  readonly medianSecondsToClear: number | null;
  /** The last one had not cleared when the period ended. */
  readonly stillFiring: boolean;
}

export interface KpiFiring {
  readonly at: Date;
  /** null where it had not by the end of the period. */
  readonly clearedAt: Date | null;
  /** As found when it fired, in the base of the KPI's unit; of a silence in seconds. */
  readonly value: number | null;
  readonly sample: number;
  /** The desk was closed; null where that is not known. */
  readonly isOutsideHours: boolean | null;
}

export interface KpiBacktestRequest {
  readonly accountId: string;
  readonly config: DeskConfig;
  /** Of the configuration, or one that is only thought of. */
  readonly alert: KpiAlert;
  readonly period: Pick<Period, "from" | "to" | "timezone">;
  /** What lies after it has not happened yet. */
  readonly now: Date;
  /** How many looks are taken at most; the step is chosen by it. */
  readonly most?: number;
  /** Looks so far, of so many. */
  readonly onProgress?: (done: number, of: number) => void;
}

const MINUTE_MS = 60_000;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440].map((minutes) => minutes * MINUTE_MS);
const MOST_LOOKS = 3000;
/** Looks do not depend on each other, only what is made of them does. */
const AT_ONCE = 4;

/**
 * What an alert would have told in a period: what it finds at every step by the facts as they are known now, judged as it
 * is when it is watched. Nothing fires when the period begins. Writes nothing.
 */
export async function backtestKpiAlert(
  db: Kysely<Database>,
  request: KpiBacktestRequest,
): Promise<KpiAlertBacktest> {
  const { config, alert, period, now } = request;
  const watch = watchOf(config, alert);
  const from = Math.ceil(period.from.getTime() / MINUTE_MS) * MINUTE_MS;
  const span = Math.max(0, Math.min(period.to.getTime(), now.getTime()) - from);
  const stepMs = stepFor(span, request.most ?? MOST_LOOKS);
  const looks = Array.from({ length: Math.ceil(span / stepMs) }, (_, no) => new Date(from + no * stepMs));
  const desk = { accountId: request.accountId, config, knownSince: period.from };
  const open = await openHoursOf(config, alert);
  const firings: KpiFiring[] = [];
  let memory = idle;
  for (let first = 0; first < looks.length; first += AT_ONCE) {
    const some = looks.slice(first, first + AT_ONCE);
    const found = await inOrder(db, some, (at) => measureWatch(db, desk, watch, at));
    for (const [no, at] of some.entries()) {
      const reading = found[no] ?? null;
      const judged = judge(memory, reading, watch.rule, at);
      memory = judged.memory;
      if (judged.happened === "fired") firings.push(firingOf(reading, at, open));
      if (judged.happened === "cleared") clearLast(firings, at);
    }
    request.onProgress?.(Math.min(first + AT_ONCE, looks.length), looks.length);
  }
  return { alert: alert.id, period, stepMs, firings, ...summed(firings, open !== null) };
}

function stepFor(spanMs: number, most: number): number {
  const longest = STEPS.at(-1) ?? MINUTE_MS;
  return STEPS.find((step) => spanMs / step <= most) ?? Math.ceil(spanMs / most / longest) * longest;
}

/** A transaction has one connection, which answers one query at a time. */
async function inOrder<T>(
  db: Kysely<Database>,
  looks: readonly Date[],
  look: (at: Date) => Promise<T>,
): Promise<readonly T[]> {
  if (!db.isTransaction) return await Promise.all(looks.map(look));
  const found: T[] = [];
  for (const at of looks) found.push(await look(at));
  return found;
}

/** By the alert's calendar, else that of its team, else the desk's; null where there is none. */
async function openHoursOf(
  config: DeskConfig,
  { calendar, team }: KpiAlert,
): Promise<((at: Date) => boolean) | null> {
  const { calendars, teams } = teamCalendars(config);
  const ofTeam = team?.length === 1 ? teams[team[0] ?? ""] : undefined;
  const rules = calendars[calendar ?? ofTeam ?? DEFAULT_CALENDAR];
  if (!rules) return null;
  const hours = await sharedCalendar(rules);
  return (at) => isOpen(hours, at);
}

function firingOf(found: Measurement | null, at: Date, open: ((at: Date) => boolean) | null): KpiFiring {
  const { value = null, sample = 0 } = found ?? {};
  return { at, clearedAt: null, value, sample, isOutsideHours: open && !open(at) };
}

function clearLast(firings: KpiFiring[], at: Date): void {
  const last = firings.pop();
  if (last) firings.push({ ...last, clearedAt: at });
}

function summed(firings: readonly KpiFiring[], isKnown: boolean) {
  const seconds = firings
    .flatMap(({ at, clearedAt }) => (clearedAt ? [(clearedAt.getTime() - at.getTime()) / 1000] : []))
    .sort((a, b) => a - b);
  return {
    outsideHours: isKnown ? firings.filter(({ isOutsideHours }) => isOutsideHours).length : null,
    medianSecondsToClear: medianOf(seconds),
    stillFiring: firings.at(-1)?.clearedAt === null,
  };
}

function medianOf(sorted: readonly number[]): number | null {
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
