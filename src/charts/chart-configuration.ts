import type { ChartJson } from "./chart-json.ts";
import type { ChartSpec } from "./chart-spec.ts";
import { heatMapConfiguration } from "./heat-map-configuration.ts";
import { seriesConfiguration } from "./series-configuration.ts";

/**
 * The Chart.js configuration that draws a chart, as plain JSON: the same on our own renderer and on a QuickChart
 * server. Our renderer adds value labels and the legend's order.
 */
export function chartConfiguration(spec: ChartSpec): ChartJson {
  return spec.kind === "heat-map" ? heatMapConfiguration(spec) : seriesConfiguration(spec);
}
