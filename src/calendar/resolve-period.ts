import { Temporal } from "temporal-polyfill";
import { closest } from "../closest.ts";
import { UsageError } from "../errors.ts";
import { localDays, monthOrDays } from "./local-days.ts";
import type { Period } from "./period.ts";
import { periodBetween } from "./period-between.ts";
import { type Weekday, weekdays } from "./weekday.ts";
import { zoned } from "./zoned.ts";

export interface PeriodContext {
  readonly now: Date;
  readonly timezone: string;
  readonly weekStartsOn: Weekday;
}

type Days = readonly [first: Temporal.PlainDate, end: Temporal.PlainDate];

const named: Readonly<Record<string, (today: Temporal.PlainDate, weekStartsOn: Weekday) => Days>> = {
  today: (today) => [today, today.add({ days: 1 })],
  yesterday: (today) => [today.subtract({ days: 1 }), today],
  "this week": (today, weekStartsOn) => week(today, weekStartsOn, 0),
  "last week": (today, weekStartsOn) => week(today, weekStartsOn, -1),
  "this month": (today) => months(today.with({ day: 1 }), 1),
  "last month": (today) => months(today.with({ day: 1 }).subtract({ months: 1 }), 1),
  "this quarter": (today) => months(startOfQuarter(today), 3),
  "last quarter": (today) => months(startOfQuarter(today).subtract({ months: 3 }), 3),
  "this year": (today) => months(today.with({ month: 1, day: 1 }), 12),
  "last year": (today) => months(today.with({ month: 1, day: 1 }).subtract({ years: 1 }), 12),
};

const RANGE = /^(\d{4}-\d{2}-\d{2}\S*?)\.\.(\d{4}-\d{2}-\d{2}\S*)$/;
const LAST = /^last (\d{1,4}) (day|hour|minute|week|month)s?$/;
const CALENDAR_UNIT = /^(\d{4})(?:-(\d{2})|-q([1-4]))?$/;
const MAX_DAYS = 3660;

/**
 * A period in words. Days, weeks, months, quarters and years are whole and local: "today" ends at midnight although it
 * still runs, "last 7 days" are the seven before today, "last 2 weeks" the fourteen before today, "last 3 months" the
 * three calendar months before this one. "last 24 hours" and "last 30 minutes" end now.
 *
 * @param text today, yesterday, this or last week, month, quarter or year, last N minutes, hours, days, weeks or months, a day
 *   2026-03-01, a month 2026-03, a quarter 2026-q1, a year 2026, or 2026-03-01..2026-03-31 with its last day included
 * @throws UsageError naming the nearest right words
 */
export function resolvePeriod(text: string, context: PeriodContext): Period {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const today = zoned(context.now, context.timezone).toPlainDate();
  const days = Object.hasOwn(named, words) ? named[words]?.(today, context.weekStartsOn) : undefined;
  if (days) return monthOrDays(...days, context.timezone, words);
  const last = LAST.exec(words);
  if (last) return lastSpan(Number(last[1]), last[2] ?? "", words, today, context);
  const unit = CALENDAR_UNIT.exec(words);
  if (unit) return calendarUnit(unit, text, context.timezone);
  const range = RANGE.exec(text.trim());
  if (range?.[1] && range[2]) return periodBetween(range[1], range[2], context.timezone);
  if (/^\d{4}-\d{2}-\d{2}$/.test(words)) return periodBetween(words, words, context.timezone);
  throw unknownPeriod(text, words);
}

function lastSpan(
  count: number,
  unit: string,
  name: string,
  today: Temporal.PlainDate,
  { now, timezone }: PeriodContext,
): Period {
  const days = count * (DAYS[unit] ?? 1);
  if (count === 0 || days > MAX_DAYS)
    throw new UsageError(
      `"${name}" is not a period: give a number from 1 to ${Math.floor(MAX_DAYS / (DAYS[unit] ?? 1))}.`,
    );
  const elapsed = ELAPSED[unit];
  if (elapsed !== undefined)
    return { from: new Date(now.getTime() - count * elapsed), to: now, timezone, step: "elapsed", name };
  if (unit !== "month") return localDays(today.subtract({ days }), today, timezone, name);
  const thisMonth = today.with({ day: 1 });
  return monthOrDays(thisMonth.subtract({ months: count }), thisMonth, timezone, name);
}

/** Units that are no days of a calendar, in milliseconds. */
const ELAPSED: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000 };

/** How long a unit is at most, in days; of hours and minutes as many may be asked for as of days. */
const DAYS: Readonly<Record<string, number>> = { week: 7, month: 31 };

/** 2026, 2026-03 or 2026-q1. */
function calendarUnit([name, year, month, quarter]: RegExpExecArray, text: string, timezone: string): Period {
  const first = month ?? (quarter === undefined ? "01" : String(Number(quarter) * 3 - 2).padStart(2, "0"));
  try {
    const start = Temporal.PlainDate.from(`${year}-${first}-01`);
    const count = month === undefined ? (quarter === undefined ? 12 : 3) : 1;
    return monthOrDays(...months(start, count), timezone, name);
  } catch (cause) {
    throw new UsageError(`${JSON.stringify(text)} is not a period: there is no such month.`, { cause });
  }
}

function week(today: Temporal.PlainDate, weekStartsOn: Weekday, offset: number): Days {
  const first = startOfWeek(today, weekStartsOn).add({ days: 7 * offset });
  return [first, first.add({ days: 7 })];
}

/** The first day of the week a date is in. */
export function startOfWeek(date: Temporal.PlainDate, weekStartsOn: Weekday): Temporal.PlainDate {
  return date.subtract({ days: (date.dayOfWeek - 1 - weekdays.indexOf(weekStartsOn) + 7) % 7 });
}

function months(first: Temporal.PlainDate, count: number): Days {
  return [first, first.add({ months: count })];
}

function startOfQuarter(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.with({ month: date.month - ((date.month - 1) % 3), day: 1 });
}

function unknownPeriod(text: string, words: string): UsageError {
  const count = /\d+/.exec(words)?.[0] ?? "7";
  const spans = ["days", "hours", "minutes", "weeks", "months"].map((unit) => `last ${count} ${unit}`);
  const near = closest(words, [...Object.keys(named), ...spans]);
  const hint = near ? ` Did you mean "${near}"?` : "";
  return new UsageError(
    `${JSON.stringify(text)} is not a period.${hint} Periods are: ${Object.keys(named).join(", ")}, last N minutes, ` +
      "last N hours, last N days, last N weeks, last N months, a date like 2026-03-01, a month like 2026-03, a quarter like " +
      "2026-q1, a year, or a range like 2026-03-01..2026-03-31.",
  );
}
