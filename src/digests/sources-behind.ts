import type { Kysely } from "kysely";
import type { DeskConfig, Digest } from "../config/desk-config.ts";
import type { Database } from "../store/tables.ts";
import { readWatermarks, type Watermark } from "../store/watermarks.ts";
import { type DigestRequest, digestPeriod } from "./digest-request.ts";

/** A source from which a part of a digest's period may still be missing. */
export interface SourceBehind {
  readonly source: string;
  /** When its newest event happened. */
  readonly since: Date;
  /** The digest's KPIs that rest on it. */
  readonly kpis: readonly string[];
}

/** Who was silent for so long before the period's end is not coming: its desk has moved on, or the file is old. */
const GONE_MS = 7 * 86_400_000;

/**
 * The configured sources that a digest's KPIs rest on and that are not known to have reached the end of its period: their
 * newest event, to this day, is further before it than the silence expected of them. Only sources with an expected
 * silence are looked at.
 */
export async function sourcesBehind(
  db: Kysely<Database>,
  request: DigestRequest,
): Promise<readonly SourceBehind[]> {
  const { accountId, config, digest, now } = request;
  if (Object.keys(config.sources).length === 0) return [];
  const end = Math.min(digestPeriod(request, digest.period).to.getTime(), now.getTime());
  const watermarks = await readWatermarks(db, accountId);
  return watermarks
    .filter((mark) => isBehind(mark, config.sources[mark.source], end))
    .map(({ source, newestEventAt }) => ({
      source,
      since: newestEventAt,
      kpis: kpisOf(digest).filter((kpi) => config.sources[source]?.kpis?.includes(kpi) ?? true),
    }))
    .filter(({ kpis }) => kpis.length > 0);
}

function isBehind(
  { newestEventAt }: Watermark,
  source: DeskConfig["sources"][string] | undefined,
  end: number,
): boolean {
  if (!source) return false;
  const silence = end - newestEventAt.getTime();
  return silence > source.expectedSilence && silence <= GONE_MS;
}

/** Every KPI a digest shows, once. */
function kpisOf({ kpis, table, charts }: Digest): readonly string[] {
  return [...new Set([...kpis, ...(table?.kpis ?? []), ...charts.map((chart) => chart.kpi)])];
}
