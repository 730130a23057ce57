import type { Period } from "../calendar/period.ts";
import type { Locale } from "../metrics/wording.ts";
import { localPeriod } from "./local-dates.ts";

/** A period within a sentence: "today so far", "last week", "in the last 7 days", "on Monday, March 16, 2026". */
export function periodPhrase(period: Period, now: Date, locale: Locale): string {
  const isRunning = period.from <= now && now < period.to;
  return `${named(period, locale)}${isRunning ? " so far" : ""}`;
}

function named(period: Period, locale: Locale): string {
  const { name, days } = period;
  if (/^last \d/.test(name)) return `in the ${name}`;
  if (/^\d/.test(name)) return `${days === 1 ? "on" : "from"} ${localPeriod(period, locale)}`;
  return name;
}
