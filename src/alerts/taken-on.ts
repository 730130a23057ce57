import type { AlertReading } from "./alert-report.ts";
import { localTime } from "./alert-text.ts";
import type { Acknowledgement } from "./episode.ts";

/** Who is on an alert, and until when. */
export function takenOn(
  { name, until }: Pick<Acknowledgement, "name" | "until">,
  { now, timezone }: AlertReading,
): string {
  if (until === null) return `${name} says that it is fine`;
  const time = localTime(until, now, timezone);
  return until > now ? `${name} is on it until ${time}` : `${name} wanted to be done with it by ${time}`;
}
