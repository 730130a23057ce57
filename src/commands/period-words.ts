import { resolvePeriod } from "../calendar/resolve-period.ts";

/** Any moment does: whether words are a period does not depend on it. */
const context = { now: new Date("2026-01-01T00:00:00Z"), timezone: "UTC", weekStartsOn: "monday" } as const;

/** Most words are none, and looking for the nearest one takes its time. */
const LIKE_A_PERIOD = /^(today|yesterday|this \S+|last \S+( \S+)?|\d{4}-\d{2}-\S+)$/;

const SPAN = /^(?:(?:the )?(?:last|past|previous) )?(\d{1,4}) ?(d|days?|h|hours?|mins?|minutes?|w|weeks?)$/;
const SMALL_UNITS: Readonly<Record<string, string>> = { h: "hours", m: "minutes" };
const RANGE =
  /^(?:from |between )?(\d{4}-\d{2}-\d{2}) ?(?:to|until|till|through|and|-|–|\.\.) ?(\d{4}-\d{2}-\d{2})$/;
const MONTH = /^(\d{4})-(\d{2})$/;

/**
 * A period as `resolvePeriod` takes it, from words as people write them: "past 7 days", "24h", "2026-03",
 * "from 2026-03-01 to 2026-03-31". Undefined for what is no period.
 */
export function periodWords(text: string): string | undefined {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const plain = spanWords(words) ?? rangeWords(words) ?? monthWords(words) ?? words;
  if (!LIKE_A_PERIOD.test(plain)) return undefined;
  try {
    resolvePeriod(plain, context);
    return plain;
  } catch {
    return undefined;
  }
}

function spanWords(words: string): string | undefined {
  const [, count, unit] = SPAN.exec(words) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  const amount = Number(count) * (unit.startsWith("w") ? 7 : 1);
  return `last ${amount} ${SMALL_UNITS[unit.slice(0, 1)] ?? "days"}`;
}

function rangeWords(words: string): string | undefined {
  const [, from, to] = RANGE.exec(words) ?? [];
  return from !== undefined && to !== undefined ? `${from}..${to}` : undefined;
}

function monthWords(words: string): string | undefined {
  const [, year, month] = MONTH.exec(words) ?? [];
  if (year === undefined || month === undefined) return undefined;
  const last = new Date(Date.UTC(Number(year), Number(month), 0));
  return Number.isNaN(last.getTime()) ? undefined : `${words}-01..${last.toISOString().slice(0, 10)}`;
}
