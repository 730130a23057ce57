import type { Kysely } from "kysely";
import { previousPeriod } from "../calendar/previous-period.ts";
import type { Report, Section, Tile } from "../messages/report.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { parseDimension } from "../metrics/parse-dimension.ts";
import { queryMetrics } from "../metrics/query-metrics.ts";
import { withFactsAsOf } from "../store/facts-as-of.ts";
import { newestEventsBefore } from "../store/newest-events.ts";
import type { Database } from "../store/tables.ts";
import { breakdownTable } from "./breakdown-table.ts";
import type { ComposedDigest } from "./composed-digest.ts";
import { digestDrill } from "./digest-actions.ts";
import { digestCharts } from "./digest-charts.ts";
import {
  askedMetric,
  type DigestRequest,
  digestPeriod,
  digestQuery,
  digestTimezone,
} from "./digest-request.ts";
import { scopeFilters, scopeInWords } from "./digest-scope.ts";
import { type DisplayNames, displayNames } from "./display-names.ts";
import { freshness } from "./freshness.ts";
import { type Headline, headline } from "./headline.ts";
import { measuredPart, unmeasured, unmeasuredTile, withMissing } from "./not-measured.ts";
import { periodLabel, shortPeriodLabel } from "./period-label.ts";
import { sourcesBehind } from "./sources-behind.ts";
import { tile } from "./tiles.ts";

/**
 * Composes a digest for its moment from what had happened before it, whenever that arrived. The same log gives the
 * same digest, to the letter.
 *
 * @throws UsageError where the definition names a KPI, dimension or period that does not exist
 */
export function composeDigest(db: Kysely<Database>, request: DigestRequest): Promise<ComposedDigest> {
  return withFactsAsOf(db, request.accountId, request.now, (facts) => compose(facts, request));
}

async function compose(db: Kysely<Database>, asked: DigestRequest): Promise<ComposedDigest> {
  const { digest, config, accountId, now } = asked;
  const behind = await sourcesBehind(db, asked);
  const missing = unmeasured(behind);
  const request = { ...asked, digest: measuredPart(digest, missing) };
  const period = digestPeriod(request, digest.period);
  const metrics = digest.kpis.map((id) => askedMetric(request, id));
  const results = await queryMetrics(db, digestQuery(request, { metrics, period, by: [], notes: "brief" }));
  const nameOf = await displayNames(db, accountId, config);
  const measured = results.filter((result) => !missing.has(result.metric));
  const timezone = digestTimezone(request);
  const said = withMissing(await headline(db, request, measured, nameOf), behind, measured.length > 0, {
    asOf: now,
    timezone,
  });
  const newest = await newestEventsBefore(db, accountId, now);
  const compared = `compared with ${shortPeriodLabel(previousPeriod(period, now))}`;
  const drill = digestDrill(digest, period, measured);
  const sections: Section[] = [
    {
      type: "heading",
      text: digest.title,
      subtitle: [periodLabel(period), compared, scopeInWords(digest, config), timezone].join(" · "),
    },
    ...said.sections,
    { type: "tiles", tiles: results.map(toTile) },
    ...(await digestCharts(db, request, nameOf)),
    ...(await tables(db, request, nameOf)),
    ...(measured.length > 0 ? [drill.actions] : []),
    { type: "footnote", lines: freshness(newest, now, timezone, digest.maxStaleness) },
  ];
  const isQuiet = behind.length === 0 && results.every(isNothing);
  return { report: report(digest.title, said, sections), isQuiet };

  function toTile(result: MetricResult): Tile {
    if (missing.has(result.metric)) return unmeasuredTile(result, behind);
    return { ...tile(result, config.goals, scopeFilters(digest)), command: drill.tile(result.metric) };
  }
}

function report(title: string, said: Headline, sections: readonly Section[]): Report {
  return { summary: `${title}: ${said.summary}`, sections };
}

async function tables(
  db: Kysely<Database>,
  request: DigestRequest,
  nameOf: DisplayNames,
): Promise<Section[]> {
  const { table, period } = request.digest;
  if (!table) return [];
  const dimension = parseDimension(table.by);
  const results = await queryMetrics(
    db,
    digestQuery(request, {
      metrics: table.kpis.map((id) => ({ id })),
      period: digestPeriod(request, period),
      by: [dimension],
    }),
  );
  const section = breakdownTable(dimension, table.kpis, results, nameOf);
  return section.rows.length > 0 ? [section] : [];
}

function isNothing(result: MetricResult): boolean {
  return result.sample === 0 && result.previous.sample === 0;
}
