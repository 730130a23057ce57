import type { CalendarRules } from "./calendar-rules.ts";
import { type Open, openHours } from "./open-hours.ts";
import { publicHolidays } from "./public-holidays.ts";
import { DAY_MS, weeklyHours } from "./weekly-hours.ts";

/** A calendar to measure by. What it works out it keeps. */
export interface BusinessCalendar {
  /** The hours of one block of days, counted from 1970. */
  block(no: number): Block;
  /** It opens on some day of the week. */
  readonly everOpens: boolean;
}

interface Block {
  readonly open: readonly (Open & {
    /** Business time of the block before `start`, in milliseconds. */
    readonly before: number;
  })[];
  /** Business time of the whole block. */
  readonly total: number;
}

const BLOCK_MS = 256 * DAY_MS;
/** Events are of the years before 3000; nothing is due far behind. */
const LAST_BLOCK = Math.ceil(Date.UTC(3100, 0) / BLOCK_MS);

/** @throws OperationError where its country's holidays are not known */
export async function businessCalendar(rules: CalendarRules): Promise<BusinessCalendar> {
  const { holidayCountry } = rules;
  const publicHolidaysOf = holidayCountry === null ? () => [] : await publicHolidays(holidayCountry);
  const blocks = new Map<number, Block>();
  return {
    everOpens: weeklyHours(rules).some((hours) => hours.length > 0),
    block(no) {
      const known = blocks.get(no);
      if (known) return known;
      const block = blockOf(openHours(rules, publicHolidaysOf, no * BLOCK_MS, (no + 1) * BLOCK_MS));
      blocks.set(no, block);
      return block;
    },
  };
}

/** Far more than a process has desks with calendars of their own. */
const KEPT = 200;
const kept = new Map<string, Promise<BusinessCalendar>>();

/** The same, worked out once for all who ask for the same rules. */
export function sharedCalendar(rules: CalendarRules): Promise<BusinessCalendar> {
  const key = JSON.stringify(rules);
  const known = kept.get(key);
  if (known) return known;
  const calendar = businessCalendar(rules);
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, calendar);
  // What could not be had may be had later.
  calendar.catch(() => kept.delete(key));
  return calendar;
}

/** Milliseconds of [from, to) in business hours; 0 where `to` is not after `from`. */
export function businessMs(calendar: BusinessCalendar, from: Date, to: Date): number {
  const [start, end] = [from.getTime(), to.getTime()];
  if (end <= start) return 0;
  const last = blockNo(end);
  let sum = openBefore(calendar.block(last), end);
  for (let no = blockNo(start); no < last; no++) sum += calendar.block(no).total;
  return sum - openBefore(calendar.block(blockNo(start)), start);
}

export function isOpen(calendar: BusinessCalendar, at: Date): boolean {
  const time = at.getTime();
  const span = lastWhere(calendar.block(blockNo(time)).open, ({ start }) => start <= time);
  return span !== undefined && time < span.end;
}

/**
 * The first instant by which so much business time has passed since `from`: `from` itself for none, the end of an
 * interval rather than the start of the next. null where the calendar never opens so long.
 */
export function afterBusinessMs(calendar: BusinessCalendar, from: Date, ms: number): Date | null {
  if (ms <= 0) return from;
  if (!calendar.everOpens) return null;
  let no = blockNo(from.getTime());
  let left = ms + openBefore(calendar.block(no), from.getTime());
  for (; no <= LAST_BLOCK; no++) {
    const { open, total } = calendar.block(no);
    if (left > total) {
      left -= total;
      continue;
    }
    const wanted = left;
    const span = lastWhere(open, ({ before }) => before < wanted);
    return span ? new Date(span.start + wanted - span.before) : null;
  }
  return null;
}

function blockNo(time: number): number {
  return Math.floor(time / BLOCK_MS);
}

function blockOf(hours: readonly Open[]): Block {
  let total = 0;
  const open = hours.map((span) => {
    const before = total;
    total += span.end - span.start;
    return { ...span, before };
  });
  return { open, total };
}

function openBefore({ open }: Block, time: number): number {
  const span = lastWhere(open, ({ start }) => start <= time);
  return span ? span.before + Math.min(time, span.end) - span.start : 0;
}

/** The last of the sorted spans for which it holds, undefined where it holds for none. */
function lastWhere<T>(spans: readonly T[], holds: (span: T) => boolean): T | undefined {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const span = spans[middle];
    if (span !== undefined && holds(span)) low = middle + 1;
    else high = middle;
  }
  return spans[low - 1];
}
