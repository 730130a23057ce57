import type { ChartJson, JsonObject } from "./chart-json.ts";
import type { SeriesChart } from "./chart-spec.ts";
import { axisTicks, commonOptions, cut, labelWidth, legend } from "./chart-style.ts";
import { goalAxis, goalDataset } from "./goal-line.ts";
import { isHorizontal } from "./orientation.ts";
import { inks } from "./palette.ts";
import { hasMarkers, seriesDatasets } from "./series-datasets.ts";
import { thinned } from "./thinned-labels.ts";
import { valueAxis } from "./value-axis.ts";
import { valueLabels } from "./value-labels.ts";
import { valueScale } from "./value-scale.ts";

const LONGEST_LABEL = 24;

/** Lines and bars: the period before behind, the goal across, gaps where nothing was measured. */
export function seriesConfiguration(asked: SeriesChart): ChartJson {
  // One moment makes no line.
  const spec: SeriesChart = asked.labels.length === 1 ? { ...asked, kind: "bar" } : asked;
  const measured = spec.series.flatMap(({ values }) => values).filter((value) => value !== null);
  const all = spec.goal ? [...measured, spec.goal.value] : measured;
  const scale = valueScale(spec.unit, all);
  const datasets = seriesDatasets(spec, scale);
  const horizontal = isHorizontal(spec);
  const common = commonOptions(spec.title, measured.length === 0 ? "Nothing was measured" : "");
  const texts = valueLabels(spec, scale, horizontal);
  const [valueId, categoryId] = horizontal ? (["x", "y"] as const) : (["y", "x"] as const);
  return {
    type: spec.kind,
    data: {
      labels: horizontal ? spec.labels.map((label) => cut(label, LONGEST_LABEL)) : thinned(spec.labels),
      datasets: spec.goal ? [...datasets, goalDataset(spec.goal, scale, horizontal)] : datasets,
    },
    options: {
      ...common,
      // Ticks are whole numbers: German only puts the space before their percent sign that our texts have.
      locale: spec.unit === "percent" ? "de" : "en",
      indexAxis: categoryId,
      layout: { padding: padding(spec, texts, horizontal) },
      scales: {
        [valueId]: valueAxis(spec, scale, all.map(scale.shown)),
        [categoryId]: categoryAxis(spec),
        ...(spec.goal ? goalAxis(horizontal) : {}),
      },
      plugins: {
        ...(common["plugins"] as JsonObject),
        legend: legend(datasets.length > 1 || spec.goal !== undefined, hasMarkers(spec) ? "shape" : "line"),
        valueLabels: { texts },
      },
    },
  };
}

/** A line's last value stands to its right, a lying bar's behind it. */
function padding(spec: SeriesChart, texts: readonly string[], horizontal: boolean): JsonObject {
  const beside = spec.kind === "line" ? labelWidth(texts.at(-1) ?? "") + 38 : 0;
  return {
    left: 24,
    right: Math.round(Math.max(spec.kind === "line" ? 44 : 30, beside, horizontal ? 64 : 0)),
    top: 18,
    bottom: 18,
  };
}

function categoryAxis(spec: SeriesChart): JsonObject {
  return {
    type: "category",
    offset: spec.kind === "bar",
    border: { color: inks.axis, width: 2 },
    grid: { display: false },
    ticks: axisTicks({ autoSkip: false }),
  };
}
