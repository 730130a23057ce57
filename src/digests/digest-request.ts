import type { Period } from "../calendar/period.ts";
import { resolvePeriod } from "../calendar/resolve-period.ts";
import type { DeskConfig, Digest } from "../config/desk-config.ts";
import { goalFor } from "../metrics/goal.ts";
import type { MetricQuery } from "../metrics/metric-query.ts";
import { settingsOf } from "../metrics/settings-of.ts";
import { scopeFilters } from "./digest-scope.ts";

export interface DigestRequest {
  readonly accountId: string;
  readonly digest: Digest;
  readonly config: DeskConfig;
  /** The digest's moment: only what happened before it counts. */
  readonly now: Date;
}

/** The zone a digest's days are in. */
export function digestTimezone({ digest, config }: DigestRequest): string {
  return digest.timezone ?? config.timezone;
}

/** A period as the digest means it: at its moment, in its zone. */
export function digestPeriod(request: DigestRequest, text: string): Period {
  return resolvePeriod(text, {
    now: request.now,
    timezone: digestTimezone(request),
    weekStartsOn: request.config.weekStartsOn,
  });
}

/** The question behind a part of a digest, within its scope. */
export function digestQuery(
  request: DigestRequest,
  part: Pick<MetricQuery, "metrics" | "period" | "by" | "notes">,
): MetricQuery {
  return {
    notes: "none",
    ...part,
    accountId: request.accountId,
    filters: scopeFilters(request.digest),
    clock: "elapsed",
    now: request.now,
    ...settingsOf(request.config),
  };
}

/** A KPI as the digest asks it: by the statistic its goal is set on, so that value and goal speak of the same. */
export function askedMetric({ digest, config }: DigestRequest, id: string): MetricQuery["metrics"][number] {
  const statistic = goalFor(config.goals, id, scopeFilters(digest))?.stat;
  return statistic ? { id, statistic } : { id };
}
