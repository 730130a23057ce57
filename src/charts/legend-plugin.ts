import { type ChartConfiguration, type ChartDataset, defaults, type LegendItem, type Plugin } from "chart.js";

/** What a legend needs functions for: reading order, the dashes of lines, and the title's left edge. */
export function completeLegend(configuration: ChartConfiguration): void {
  const labels = configuration.options?.plugins?.legend?.labels;
  if (!labels) return;
  // Chart.js would list by drawing order, which puts what is drawn in front first.
  labels.sort = (one, other) => (one.datasetIndex ?? 0) - (other.datasetIndex ?? 0);
  labels.generateLabels = (chart) =>
    defaults.plugins.legend.labels
      .generateLabels(chart)
      .map((item) => withLine(item, chart.data.datasets[item.datasetIndex ?? 0]));
}

function withLine(item: LegendItem, dataset: ChartDataset | undefined): LegendItem {
  if (item.pointStyle !== "line" || dataset === undefined) return item;
  const dash = "borderDash" in dataset ? dataset.borderDash : [];
  const width = dataset.borderWidth;
  const colour = dataset.borderColor;
  return {
    ...item,
    lineDash: Array.isArray(dash) ? dash.filter((one) => typeof one === "number") : [],
    lineWidth: typeof width === "number" ? width : 2,
    strokeStyle: typeof colour === "string" ? colour : "#000000",
  };
}

/** Chart.js indents the legend by its padding. */
export const legendPlugin: Plugin = {
  id: "legendEdge",
  afterLayout({ legend, options }) {
    const padding = options.plugins?.legend?.labels?.padding;
    if (!legend || typeof padding !== "number") return;
    legend.left -= padding;
    legend.right -= padding;
  },
};
