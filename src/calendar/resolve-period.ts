import type { Temporal } from "temporal-polyfill";
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
  "this month": (today) => month(today, 0),
  "last month": (today) => month(today, -1),
};

const RANGE = /^(\d{4}-\d{2}-\d{2}\S*?)\.\.(\d{4}-\d{2}-\d{2}\S*)$/;
const LAST = /^last (\d{1,4}) (days?|hours?)$/;
const MAX_DAYS = 3660;

/**
 * A period in words. Days, weeks and months are whole and local: "today" ends at midnight although it still runs,
 * "last 7 days" are the seven before today. "last 24 hours" ends now.
 *
 * @param text today, yesterday, this week, last week, this month, last month, last N days, last N hours,
 *   2026-03-01, or 2026-03-01..2026-03-31 with its last day included
 * @throws UsageError naming the nearest right words
 */
export function resolvePeriod(text: string, context: PeriodContext): Period {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const today = zoned(context.now, context.timezone).toPlainDate();
  const days = Object.hasOwn(named, words) ? named[words]?.(today, context.weekStartsOn) : undefined;
  if (days) return monthOrDays(...days, context.timezone, words);
  const last = LAST.exec(words);
  if (last) return lastSpan(Number(last[1]), last[2]?.startsWith("day") === true, words, today, context);
  const range = RANGE.exec(text.trim());
  if (range?.[1] && range[2]) return periodBetween(range[1], range[2], context.timezone);
  if (/^\d{4}-\d{2}-\d{2}$/.test(words)) return periodBetween(words, words, context.timezone);
  throw unknownPeriod(text, words);
}

function lastSpan(
  count: number,
  isDays: boolean,
  name: string,
  today: Temporal.PlainDate,
  { now, timezone }: PeriodContext,
): Period {
  if (count === 0 || count > MAX_DAYS)
    throw new UsageError(`"${name}" is not a period: give a number from 1 to ${MAX_DAYS}.`);
  if (isDays) return localDays(today.subtract({ days: count }), today, timezone, name);
  const from = new Date(now.getTime() - count * 3_600_000);
  return { from, to: now, timezone, step: "elapsed", name };
}

function week(today: Temporal.PlainDate, weekStartsOn: Weekday, offset: number): Days {
  const first = startOfWeek(today, weekStartsOn).add({ days: 7 * offset });
  return [first, first.add({ days: 7 })];
}

/** The first day of the week a date is in. */
export function startOfWeek(date: Temporal.PlainDate, weekStartsOn: Weekday): Temporal.PlainDate {
  return date.subtract({ days: (date.dayOfWeek - 1 - weekdays.indexOf(weekStartsOn) + 7) % 7 });
}

function month(today: Temporal.PlainDate, offset: number): Days {
  const first = today.with({ day: 1 }).add({ months: offset });
  return [first, first.add({ months: 1 })];
}

function unknownPeriod(text: string, words: string): UsageError {
  const count = /\d+/.exec(words)?.[0] ?? "7";
  const near = closest(words, [...Object.keys(named), `last ${count} days`, `last ${count} hours`]);
  const hint = near ? ` Did you mean "${near}"?` : "";
  return new UsageError(
    `${JSON.stringify(text)} is not a period.${hint} Periods are: ${Object.keys(named).join(", ")}, last N days, ` +
      "last N hours, a date like 2026-03-01, or a range like 2026-03-01..2026-03-31.",
  );
}
