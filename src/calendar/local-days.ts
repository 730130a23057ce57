import type { Temporal } from "temporal-polyfill";
import type { Period } from "./period.ts";
import { startOfDay } from "./zoned.ts";

/** The period of whole local days [first, end), compared with as many days before. */
export function localDays(
  first: Temporal.PlainDate,
  end: Temporal.PlainDate,
  timezone: string,
  name: string,
): Period {
  const days = first.until(end, { largestUnit: "days" }).days;
  return {
    from: startOfDay(first, timezone),
    to: startOfDay(end, timezone),
    timezone,
    step: "days",
    days,
    name,
  };
}

/** The same, but exactly one calendar month is compared with the month before, however it was asked for. */
export function monthOrDays(
  first: Temporal.PlainDate,
  end: Temporal.PlainDate,
  timezone: string,
  name: string,
): Period {
  const period = localDays(first, end, timezone, name);
  if (first.day !== 1 || !end.equals(first.add({ months: 1 }))) return period;
  return { from: period.from, to: period.to, timezone, step: "month", name };
}
