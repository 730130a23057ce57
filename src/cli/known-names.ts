import { resolvePeriod } from "../calendar/resolve-period.ts";
import { systemClock } from "../clock.ts";
import { reason } from "../errors.ts";
import type { KnownNames } from "../jobs/check-desk-config.ts";
import { catalogue } from "../metrics/catalogue.ts";
import { dimensions } from "../metrics/metric-query.ts";

/** What deskpulse.yaml may refer to. */
export function knownNames(): KnownNames {
  return {
    metrics: new Map(catalogue.map((metric) => [metric.id, new Set<string>(metric.dimensions)])),
    durations: new Set(catalogue.filter(({ unit }) => unit === "duration").map(({ id }) => id)),
    dimensions: new Set(dimensions),
    periodProblem,
  };
}

function periodProblem(text: string): string | undefined {
  try {
    resolvePeriod(text, { now: systemClock.now(), timezone: "UTC", weekStartsOn: "monday" });
    return undefined;
  } catch (error) {
    return reason(error);
  }
}
