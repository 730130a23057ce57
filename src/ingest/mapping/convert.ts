import type { TimeReader } from "../time-format.ts";
import type { Literal, Unit } from "./value-spec.ts";

/** A value read, or what is wrong with it. */
type Converted =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly expected: string; readonly found: string };

export type Convert = (value: Exclude<Literal, null>) => Converted;

export const toText: Convert = (value) => ({ ok: true, value: String(value) });

export const toBoolean: Convert = (value) => {
  if (typeof value === "boolean") return { ok: true, value };
  const word = String(value).toLowerCase();
  if (["true", "yes", "y", "t", "1"].includes(word)) return { ok: true, value: true };
  if (["false", "no", "n", "f", "0"].includes(word)) return { ok: true, value: false };
  return wrong("must be true or false, yes or no, 1 or 0; another word needs a map", value);
};

export function toList(split: string | undefined): Convert {
  return (value) => {
    const parts = split === undefined ? [String(value)] : String(value).split(split);
    return { ok: true, value: parts.map((part) => part.trim()).filter((part) => part !== "") };
  };
}

/** @param decimal the character before the fraction; digits may be grouped by the other one, by spaces or apostrophes */
export function toNumber(decimal: "." | ",", unit: Unit | undefined): Convert {
  return (value) => {
    const number = typeof value === "number" ? value : numberOf(String(value), decimal, unit);
    if (number === undefined) return wrong(unit ? `must be ${UNIT_WORDS[unit]}` : "must be a number", value);
    return { ok: true, value: number * (unit ? SECONDS[unit] : 1) };
  };
}

/** Money stays a decimal text, so that no digit is lost. */
export function toAmount(decimal: "." | ","): Convert {
  return (value) => {
    const text = plainNumber(String(value), decimal);
    return text === undefined ? wrong("must be an amount of money", value) : { ok: true, value: text };
  };
}

/** In milliseconds since 1970. */
export function toInstant(readers: readonly TimeReader[], formats: readonly string[]): Convert {
  return (value) => {
    let isZoneless = false;
    for (const read of readers) {
      const time = read(String(value));
      if (typeof time === "number") return { ok: true, value: time };
      isZoneless ||= time === "zoneless";
    }
    if (isZoneless)
      return wrong("has no offset: name the zone of the file's clocks in times.timezone", value);
    return wrong(`must be a time that exists, written ${formats.join(" or ")}`, value);
  };
}

const SECONDS: Readonly<Record<Unit, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
  clock: 1,
};

const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  seconds: "a number of seconds",
  minutes: "a number of minutes",
  hours: "a number of hours",
  days: "a number of days",
  clock: "a duration like 1:02:03 or 02:03",
};

function numberOf(text: string, decimal: "." | ",", unit: Unit | undefined): number | undefined {
  if (unit === "clock") return clockSeconds(text);
  const plain = plainNumber(text, decimal);
  return plain === undefined ? undefined : Number(plain);
}

/** "1:02:03" is hours, minutes and seconds; "02:03" minutes and seconds. */
function clockSeconds(text: string): number | undefined {
  const match = /^(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$/.exec(text);
  if (!match) return undefined;
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function plainNumber(text: string, decimal: "." | ","): string | undefined {
  const grouped = decimal === "." ? /(?<=\d)[,'\s](?=\d{3}(?!\d))/g : /(?<=\d)[.'\s](?=\d{3}(?!\d))/g;
  const plain = text.replaceAll(grouped, "").replace(decimal, ".").replace(/^\+/, "");
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? plain : undefined;
}

function wrong(expected: string, value: unknown): Converted {
  const text = String(value);
  const found = JSON.stringify(text.length > 60 ? `${text.slice(0, 57).toWellFormed()}…` : text);
  return { ok: false, expected, found };
}
