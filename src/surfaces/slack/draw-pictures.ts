import type { ChartDrawer } from "../../charts/drawer.ts";
import { reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import type { Report } from "../../messages/report.ts";
import type { RenderedFile } from "../surface.ts";

export type DrawnPicture = RenderedFile | { readonly problem: string };

/** The report's charts as PNGs, in their order. One that cannot be drawn must not cost the message. */
export async function drawPictures(
  report: Report,
  drawer: ChartDrawer,
  logger: Logger,
): Promise<DrawnPicture[]> {
  const charts = report.sections.filter((section) => section.type === "chart");
  return Promise.all(
    charts.map(async (chart, index): Promise<DrawnPicture> => {
      try {
        const bytes = await drawer.draw(chart.spec);
        const name = fileName(chart.spec.title, index);
        return { name, mimeType: "image/png", altText: chart.altText, bytes };
      } catch (error) {
        logger.warn({ chart: chart.spec.title, reason: reason(error) }, "a chart could not be drawn");
        return { problem: "it could not be drawn" };
      }
    }),
  );
}

function fileName(title: string, index: number): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${index + 1}-${words || "chart"}.png`;
}
