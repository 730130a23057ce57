import type { NewestEvent } from "../store/newest-events.ts";

/**
 * How fresh the data behind a digest is, in words, and whether a source has been silent for longer than expected.
 *
 * @param asOf the digest's moment
 * @param maxStalenessMs silence beyond this is said as a warning
 */
export function freshness(
  newest: readonly NewestEvent[],
  asOf: Date,
  timezone: string,
  maxStalenessMs: number,
): readonly string[] {
  if (newest.length === 0) return ["No events have arrived yet."];
  const latest = newest.reduce((a, b) => (a.at >= b.at ? a : b));
  const line = `Data up to ${moment(latest.at, asOf, timezone)}, from ${sourcesInWords(newest)}.`;
  const silent = newest.filter((source) => asOf.getTime() - source.at.getTime() > maxStalenessMs);
  return [
    line,
    ...silent.map(
      (source) =>
        `⚠️ Nothing from ${source.source} since ${moment(source.at, asOf, timezone)}: its latest numbers may be missing.`,
    ),
  ];
}

function sourcesInWords(newest: readonly NewestEvent[]): string {
  const names = newest.map((source) => source.source);
  return names.length > 3 ? `${names.length} sources` : names.join(", ");
}

/** The time alone on the digest's own day, else the date with it. */
export function moment(instant: Date, asOf: Date, timezone: string): string {
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: timezone });
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: timezone }).format(instant);
  return day.format(instant) === day.format(asOf) ? time : `${day.format(instant)}, ${time}`;
}
