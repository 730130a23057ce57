import type { ChartDrawer } from "../../charts/drawer.ts";
import type { Report } from "../../messages/report.ts";
import type { RenderedFile } from "../surface.ts";

/** The pictures of a report's charts, in order. */
export async function chartFiles(
  report: Report,
  drawer: Pick<ChartDrawer, "draw">,
): Promise<readonly RenderedFile[]> {
  const charts = report.sections.filter((section) => section.type === "chart");
  return Promise.all(
    charts.map(async ({ spec, altText }, index) => ({
      name: `chart-${index + 1}.png`,
      mimeType: "image/png" as const,
      altText,
      bytes: await drawer.draw(spec),
    })),
  );
}
