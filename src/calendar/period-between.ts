import { Temporal } from "temporal-polyfill";
import { UsageError } from "../errors.ts";
import { monthOrDays } from "./local-days.ts";
import type { Period } from "./period.ts";
import { instantOf, startOfDay, zoned } from "./zoned.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The period of --from and --to. A date is a local day, and `to` includes it; a local time or an instant is exclusive.
 *
 * @throws UsageError for what is no date or instant, and for an empty or backward period
 */
export function periodBetween(from: string, to: string, timezone: string): Period {
  const start = boundary(from, timezone, 0);
  const end = boundary(to, timezone, 1);
  if (end <= start)
    throw new UsageError(`The period from ${from} to ${to} is empty: its end must be after its start.`);
  const name = from === to ? from : `${from} to ${to}`;
  const first = wholeDay(start, timezone);
  const last = wholeDay(end, timezone);
  if (first && last) return monthOrDays(first, last, timezone, name);
  return { from: start, to: end, timezone, step: "elapsed", name };
}

function boundary(text: string, timezone: string, daysAfter: number): Date {
  try {
    if (DATE.test(text)) return startOfDay(Temporal.PlainDate.from(text).add({ days: daysAfter }), timezone);
    if (/(z|[+-]\d{2}:?\d{2})$/i.test(text) && text.includes(":"))
      return instantOf(Temporal.Instant.from(text));
    return instantOf(Temporal.PlainDateTime.from(text).toZonedDateTime(timezone));
  } catch (cause) {
    throw new UsageError(
      `${JSON.stringify(text)} is not a date or an instant: write one like 2026-03-01 or 2026-03-01T09:00:00+01:00.`,
      { cause },
    );
  }
}

/** The local date whose first instant this is. */
function wholeDay(instant: Date, timezone: string): Temporal.PlainDate | undefined {
  const date = zoned(instant, timezone).toPlainDate();
  return startOfDay(date, timezone).getTime() === instant.getTime() ? date : undefined;
}
