import { createCanvas } from "@napi-rs/canvas";
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  type ChartItem,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  SubTitle,
  Title,
} from "chart.js";
import { registerBundledFonts } from "./bundled-fonts.ts";
import { cardPlugin } from "./card-plugin.ts";
import type { ChartJson } from "./chart-json.ts";
import type { ChartSize } from "./chart-size.ts";
import { completeLegend, legendPlugin } from "./legend-plugin.ts";
import { valueLabelsPlugin } from "./value-labels-plugin.ts";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  SubTitle,
  Title,
);

/**
 * Draws a configuration as a PNG. The same configuration gives the same bytes.
 *
 * @param size pixels of the picture
 * @throws whatever Chart.js throws for a configuration it cannot draw
 */
export async function renderChart(configuration: ChartJson, size: ChartSize): Promise<Uint8Array> {
  registerBundledFonts();
  const canvas = createCanvas(size.width, size.height);
  // Chart.js without a DOM asks the item for nothing but getContext.
  const chart = new Chart(canvas as unknown as ChartItem, drawable(configuration));
  try {
    return await canvas.encode("png");
  } finally {
    // Without it each picture leaks about 2 MB.
    chart.destroy();
  }
}

function drawable(configuration: ChartJson): ChartConfiguration {
  const copy = structuredClone(configuration) as unknown as ChartConfiguration;
  copy.options = { ...copy.options, responsive: false, animation: false, devicePixelRatio: 1, events: [] };
  completeLegend(copy);
  copy.plugins = [cardPlugin, legendPlugin, valueLabelsPlugin];
  return copy;
}
