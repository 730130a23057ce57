import { Temporal } from "temporal-polyfill";
import { UsageError } from "../errors.ts";

/**
 * The moment that --as-of or another option names: an instant, or a local time or day (its beginning) in the zone.
 *
 * @throws UsageError
 */
export function asOf(text: string, timezone: string, option = "--as-of"): Date {
  try {
    const isInstant = /(z|[+-]\d{2}:?\d{2})$/i.test(text) && text.includes(":");
    const instant = isInstant
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text).toZonedDateTime(timezone);
    return new Date(instant.epochMilliseconds);
  } catch (cause) {
    throw new UsageError(
      `${option} ${JSON.stringify(text)} is not a moment: write 2026-03-02T08:30 (in ${timezone}) or 2026-03-02T07:30:00Z.`,
      { cause },
    );
  }
}
