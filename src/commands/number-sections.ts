import { comparedPeriod } from "../calendar/compared-period.ts";
import { breakdownTable } from "../digests/breakdown-table.ts";
import { chartInWords } from "../digests/chart-in-words.ts";
import { tile } from "../digests/tiles.ts";
import type { Chart, Footnote, Heading, Table, Tiles } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { metricChart } from "../metrics/metric-chart.ts";
import type { Dimension } from "../metrics/metric-query.ts";
import type { Viewer } from "../people/viewer.ts";
import type { Told } from "./ask-numbers.ts";
import { localPeriod } from "./local-dates.ts";
import type { Question } from "./question.ts";
import type { Room } from "./room.ts";
import { nameOf, scopeWords } from "./scope.ts";
import type { Viewing } from "./viewing.ts";

/** What every section of an answer depends on: for whom it is, and where they are. */
export interface Setting {
  readonly viewer: Viewer;
  readonly viewing: Viewing;
  readonly room: Room;
}

/** The title, and below it the dates, what they are compared with, and whose numbers they are. */
export function headingOf(text: string, { query }: Told, setting: Setting): Heading {
  const { locale, timezone } = setting.viewing;
  const compared = comparedPeriod(query.period, query.now, query.compare);
  const parts = [
    localPeriod(query.period, locale),
    `compared with ${localPeriod(compared, locale)}`,
    scopeWords(setting.viewer, query.filters),
    timezone,
  ];
  return { type: "heading", text, subtitle: parts.join(" · ") };
}

/**
 * A tile a KPI.
 *
 * @param beside what else is said of a KPI, below its value
 * @param drill what a tap on a KPI's tile asks
 */
export function tilesOf(
  { results, query }: Told,
  { room, viewing }: Setting,
  drill: (metric: string) => string,
  beside: (metric: string) => string | undefined = () => undefined,
): Tiles {
  const tiles = results.map((result) => {
    const shown = tile(result, room.config.goals, query.filters, viewing.locale);
    const sample = [shown.sample, beside(result.metric)].filter((part) => part !== undefined).join("; ");
    return { ...shown, ...(sample === "" ? {} : { sample }), command: drill(result.metric) };
  });
  return { type: "tiles", tiles };
}

/** A row a value of the dimension, a column a KPI. */
export function tableOf(
  { results }: Told,
  dimension: Dimension,
  metrics: readonly string[],
  { viewer, viewing }: Setting,
): Table {
  const name = (of: string, key: string | null) => nameOf(viewer, of, key);
  return breakdownTable(dimension, metrics, results, name, viewing.locale);
}

/** The chart of one KPI, with the period it is compared with behind. */
export function chartOf(metric: string, { results, query }: Told, { viewer, viewing }: Setting): Chart {
  const spec = metricChart(findMetric(metric), results, query, {
    nameOf: (dimension, key) => nameOf(viewer, dimension, key),
  });
  const altText = `${spec.title}, ${localPeriod(query.period, viewing.locale)}: ${chartInWords(spec)}`;
  return { type: "chart", spec, altText };
}

/** What is not shown, and why; nothing where all is. */
export function footnoteOf(told: readonly Told[], lines: readonly string[] = []): readonly Footnote[] {
  const hidden = told.reduce((sum, each) => sum + each.hidden, 0);
  const all = [
    ...(hidden > 0 ? ["Numbers of fewer than 4 people are not shown: they would tell of each."] : []),
    ...lines,
  ];
  return all.length > 0 ? [{ type: "footnote", lines: all }] : [];
}

/** KPIs as a question asks them: durations by the statistic that was said, else by their goals', else as `usual`. */
export function askedMetrics(
  metrics: readonly string[],
  { statistic }: Pick<Question, "statistic">,
  usual: (id: string) => Question["statistic"],
): readonly { readonly id: string; readonly statistic?: NonNullable<Question["statistic"]> }[] {
  return metrics.map((id) => {
    if (findMetric(id).unit !== "duration") return { id };
    const chosen = statistic ?? usual(id);
    return chosen ? { id, statistic: chosen } : { id };
  });
}
