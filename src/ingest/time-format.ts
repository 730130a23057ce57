import { type LocalInstant, type LocalTime, utc } from "./local-instant.ts";

/**
 * Reads a time written in a format: `iso`, `unix` (seconds), `unix-ms`, `excel` (days since 1899-12-30), or letters
 * such as `d/M/yyyy HH:mm`.
 *
 * @returns milliseconds since 1970; "unreadable" where the text is not written so, or names a day or hour that does not
 *   exist; "zoneless" where it carries no offset and no zone is known
 */
export type TimeReader = (text: string) => number | "unreadable" | "zoneless";

/** @param local places a time that carries no offset */
export function timeReader(format: string, local: LocalInstant | undefined): TimeReader {
  switch (format) {
    case "unix":
      return (text) => epoch(text, 1000);
    case "unix-ms":
      return (text) => epoch(text, 1);
    case "excel":
      return (text) => excel(text, local);
    default: {
      const patterns = (format === "iso" ? ISO : [format]).map(patternOf);
      return (text) => {
        for (const { expression, letters } of patterns) {
          const match = expression.exec(text);
          if (match) return instant(letters, match, local);
        }
        return "unreadable";
      };
    }
  }
}

/** Whether times written so may stand without a zone: they carry their own offset, always or (iso) mostly. */
export function carriesOffset(format: string): boolean {
  return ["iso", "unix", "unix-ms"].includes(format) || /[ZX]/.test(unquoted(format));
}

export function isTimeFormat(format: string): boolean {
  if (["iso", "unix", "unix-ms", "excel"].includes(format)) return true;
  const words = unquoted(format).match(/([A-Za-z])\1*/g) ?? [];
  const has = (letter: string) => words.some((word) => word.startsWith(letter));
  return words.every((word) => word in WORDS || /^S+$/.test(word)) && has("y") && has("M") && has("d");
}

const CLOCK = "H:mm[:ss[.SSS][,SSS]][ ][X]";
const ISO = ["yyyy-M-d", `yyyy-M-d'T'${CLOCK}`, `yyyy-M-d ${CLOCK}`];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const WORDS: Readonly<Record<string, string>> = {
  yyyy: "\\d{4}",
  yy: "\\d{2}",
  M: "\\d{1,2}",
  MM: "\\d{2}",
  MMM: "\\p{L}{3}",
  MMMM: "\\p{L}{3,}",
  d: "\\d{1,2}",
  dd: "\\d{2}",
  H: "\\d{1,2}",
  HH: "\\d{2}",
  h: "\\d{1,2}",
  hh: "\\d{2}",
  m: "\\d{1,2}",
  mm: "\\d{2}",
  s: "\\d{1,2}",
  ss: "\\d{2}",
  a: "[AaPp]\\.?[Mm]\\.?",
  E: "\\p{L}+",
  EEE: "\\p{L}+",
  EEEE: "\\p{L}+",
  X: "Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?",
  Z: "Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?",
};

interface Pattern {
  readonly expression: RegExp;
  /** What each group of the expression holds, by the first letter of its word. */
  readonly letters: readonly string[];
}

/** Words of letters become groups, [ ] is optional, '…' and all else stands for itself. */
function patternOf(format: string): Pattern {
  const letters: string[] = [];
  const source = [...format.matchAll(/'([^']*)'|([A-Za-z])\2*|[[\]]|./gsu)].map(([piece, quoted, letter]) => {
    if (quoted !== undefined) return escaped(quoted);
    if (piece === "[") return "(?:";
    if (piece === "]") return ")?";
    if (letter === undefined) return escaped(piece);
    letters.push(letter);
    return `(${letter === "S" ? "\\d{1,9}" : (WORDS[piece] ?? "")})`;
  });
  return { expression: new RegExp(`^${source.join("")}$`, "u"), letters };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function unquoted(format: string): string {
  return format.replaceAll(/'[^']*'/g, "");
}

function instant(
  letters: readonly string[],
  match: RegExpExecArray,
  local: LocalInstant | undefined,
): number | "unreadable" | "zoneless" {
  const found = new Map<string, string>();
  for (const [index, letter] of letters.entries()) {
    const text = match[index + 1];
    if (text !== undefined) found.set(letter, text);
  }
  const time = localTime(found);
  const asUtc = time && utc(time);
  if (!time || asUtc === undefined) return "unreadable";
  const offset = found.get("X") ?? found.get("Z");
  if (offset !== undefined) return asUtc - offsetMs(offset);
  return local ? (local(time) ?? "unreadable") : "zoneless";
}

function localTime(found: ReadonlyMap<string, string>): LocalTime | undefined {
  const month = monthOf(found.get("M") ?? "");
  const hour = hourOf(found);
  if (month === undefined || hour === undefined) return undefined;
  const year = Number(found.get("y"));
  return {
    year: found.get("y")?.length === 2 ? year + (year < 70 ? 2000 : 1900) : year,
    month,
    day: Number(found.get("d")),
    hour,
    minute: Number(found.get("m") ?? 0),
    second: Number(found.get("s") ?? 0),
    millisecond: Math.trunc(Number(`0.${found.get("S") ?? 0}`) * 1000 + 1e-6),
  };
}

function monthOf(text: string): number | undefined {
  if (/^\d/.test(text)) return Number(text);
  const index = MONTHS.indexOf(text.slice(0, 3).toLowerCase());
  return index < 0 ? undefined : index + 1;
}

function hourOf(found: ReadonlyMap<string, string>): number | undefined {
  if (!found.has("h")) return Number(found.get("H") ?? 0);
  const hour = Number(found.get("h"));
  if (hour < 1 || hour > 12) return undefined;
  const isAfternoon = /^p/i.test(found.get("a") ?? "");
  return (hour % 12) + (isAfternoon ? 12 : 0);
}

function offsetMs(text: string): number {
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? [];
  const size = Number(hours) * 3_600_000 + Number(minutes) * 60_000;
  return sign === "-" ? -size : size;
}

function epoch(text: string, unitMs: number): number | "unreadable" {
  return /^-?\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * unitMs) : "unreadable";
}

/** Excel counts local days; its day 60, a 29 February 1900 that never was, lies before anything imported here. */
function excel(text: string, local: LocalInstant | undefined): number | "unreadable" | "zoneless" {
  const date = new Date(Math.round((Number(text) - 25_569) * 86_400) * 1000);
  if (!/^\d+(\.\d+)?$/.test(text) || Number.isNaN(date.getTime())) return "unreadable";
  if (!local) return "zoneless";
  const reading = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: 0,
  };
  return local(reading) ?? "unreadable";
}
