import { zoned } from "../calendar/zoned.ts";
import { AskBack } from "./ask-back.ts";

/** Which alert, and what of it: "12 30m" is 12 and "30m". */
export interface AlertLine {
  readonly episodeId: number;
  readonly rest: string;
}

const NUMBER = /^(?:(?:alert|no\.?|nr\.?)\s*)?#?\s*(\d{1,15})(?!\d|\.\d)[.,:]?(?:\s+([\s\S]*))?$/i;

/** Whether words begin with the number of an alert. */
export function isAlertLine(words: string): boolean {
  return NUMBER.test(words.trim());
}

/**
 * Reads "12 30m", "#12", "alert 12 for half an hour".
 *
 * @throws AskBack for anything that begins with no number of an alert
 */
export function alertLine(words: string): AlertLine {
  const [, number, rest = ""] = NUMBER.exec(words.trim()) ?? [];
  if (number !== undefined)
    return { episodeId: Number(number), rest: rest.trim().replace(/\s*\bplease\b[.!]?$/i, "") };
  throw new AskBack("Which alert? Its number stands at its end. These are open, and these wait:", [
    "ack",
    "sla",
  ]);
}

const MINUTE_MS = 60_000;
/** Who needs longer says so again: a promise that nobody watches for a day is none. */
const LONGEST_MS = 8 * 60 * MINUTE_MS;

/**
 * When a promise ends: "30m", "30", "1h 30", "for half an hour", "until 15:00", "till 3pm".
 *
 * @param timezone of whoever says so
 * @throws AskBack for what is no time, and for what is longer than 8 hours
 */
export function promiseEnd({ episodeId, rest }: AlertLine, now: Date, timezone: string): Date {
  const text = rest.toLowerCase().replaceAll(/\s+/g, " ").replace(/[.!]$/, "");
  const end = clockTime(text, now, timezone) ?? afterSpan(text, now);
  const ms = end ? end.getTime() - now.getTime() : 0;
  if (end && ms > 0 && ms <= LONGEST_MS) return end;
  throw new AskBack(
    "For how long? From a minute to 8 hours:",
    ["15m", "30m", "1h"].map((span) => `ack ${episodeId} ${span}`),
  );
}

const MINUTES = "m|mins?|minutes?";
const HOURS = "h|hrs?|hours?";
const MINUTE_SPAN = new RegExp(`^(\\d{1,4}) ?(?:${MINUTES})?$`);
const HOUR_SPAN = new RegExp(`^(\\d{1,2}(?:[.,]\\d{1,2})?) ?(?:${HOURS})$`);
const BOTH_SPAN = new RegExp(`^(\\d{1,2}) ?(?:${HOURS}) ?(?:and )?(\\d{1,2}) ?(?:${MINUTES})?$`);
const SPOKEN: Readonly<Record<string, number>> = {
  "half an hour": 30,
  "a half hour": 30,
  "an hour": 60,
  "a quarter": 15,
  "a quarter of an hour": 15,
  "an hour and a half": 90,
  "a few minutes": 15,
};

function afterSpan(text: string, now: Date): Date | undefined {
  const span = text.replace(/^(?:for|in) (?:the next )?/, "");
  const minutes = minutesOf(span);
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * MINUTE_MS);
}

/** A number alone is of minutes, as on the buttons. */
function minutesOf(span: string): number | undefined {
  if (Object.hasOwn(SPOKEN, span)) return SPOKEN[span];
  const minutes = MINUTE_SPAN.exec(span)?.[1];
  if (minutes !== undefined) return Number(minutes);
  const hours = HOUR_SPAN.exec(span)?.[1];
  if (hours !== undefined) return Math.round(Number(hours.replace(",", ".")) * 60);
  const [, whole, rest] = BOTH_SPAN.exec(span) ?? [];
  return whole !== undefined && rest !== undefined ? Number(whole) * 60 + Number(rest) : undefined;
}

const CLOCK = /^(until|till|til|by|to|at)? ?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|h|o'clock)?$/;

/** The next time that a clock there shows it; an hour alone may be one of the afternoon. */
function clockTime(text: string, now: Date, timezone: string): Date | undefined {
  const [, until, said, minutes, half] = CLOCK.exec(text) ?? [];
  // Without a word before it, a number is a span, unless it is a time of the day for sure.
  const isTime = until !== undefined || half === "am" || half === "pm" || text.includes(":");
  if (said === undefined || !isTime || Number(minutes ?? 0) > 59) return undefined;
  const hours = hoursOf(Number(said), half, minutes === undefined);
  const local = zoned(now, timezone);
  const nexts = hours.map((hour) => {
    const today = local
      .with({ hour, minute: Number(minutes ?? 0) })
      .round({ smallestUnit: "minute", roundingMode: "floor" });
    const next = today.epochMilliseconds > now.getTime() ? today : today.add({ days: 1 });
    return next.epochMilliseconds;
  });
  return nexts.length > 0 ? new Date(Math.min(...nexts)) : undefined;
}

/** Of a day of 24 hours. */
function hoursOf(said: number, half: string | undefined, isAlone: boolean): readonly number[] {
  if (half === "am" || half === "pm") return said <= 12 ? [(said % 12) + (half === "pm" ? 12 : 0)] : [];
  if (said > 23) return [];
  return isAlone && half === undefined && said < 12 ? [said, said + 12] : [said];
}
