import { resolvePeriod } from "../calendar/resolve-period.ts";

const SHORTEST_MS = 5 * 60_000;

/** What is wrong with a period, well-formed as it is, for an alert that looks at it again and again. */
export function windowProblem(words: string): string | undefined {
  const [one, other] = ["2026-01-14T12:00:00Z", "2027-06-16T12:00:00Z"].map((now) =>
    resolvePeriod(words, { now: new Date(now), timezone: "UTC", weekStartsOn: "monday" }),
  );
  if (!one || !other) return undefined;
  if (one.from.getTime() === other.from.getTime())
    return "must move with time, such as last 24 hours or today: this period is always the same";
  if (one.to.getTime() - one.from.getTime() < SHORTEST_MS)
    return "must be last 5 minutes or longer: what is shorter holds too little to judge";
  return undefined;
}
