import type { Period } from "../calendar/period.ts";
import type { Locale } from "../metrics/wording.ts";
import { localPeriod } from "./local-dates.ts";

/** A period at the start of a sentence: "Today so far", "Last week", "In the last 7 days", "On Monday, March 16, 2026". */
export function periodPhrase(period: Period, now: Date, locale: Locale): string {
  const isRunning = period.from <= now && now < period.to;
  return `${capitalised(named(period, locale))}${isRunning ? " so far" : ""}`;
}

function named(period: Period, locale: Locale): string {
  const { name, days } = period;
  if (/^last \d/.test(name)) return `in the ${name}`;
  if (/^\d/.test(name)) return `${days === 1 ? "on" : "from"} ${localPeriod(period, locale)}`;
  return name;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
