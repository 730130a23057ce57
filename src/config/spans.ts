import { z } from "zod";

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A span as people write it, 90s, 15m, 4h, 7d, parsed to milliseconds. */
export const Span = z
  .string()
  .regex(/^\d+(\.\d+)?[smhd]$/, "must be a span like 90s, 15m, 4h or 7d")
  .transform((text) => Math.round(Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? Number.NaN)));

/** The same span as people write it: 604800000 is 7d. */
export function spanText(ms: number): string {
  const unit = ["d", "h", "m"].find((name) => ms > 0 && ms % (UNITS[name] ?? Number.NaN) === 0) ?? "s";
  return `${ms / (UNITS[unit] ?? Number.NaN)}${unit}`;
}
