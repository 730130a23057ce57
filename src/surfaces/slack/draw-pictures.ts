import type { ChartDrawer } from "../../charts/drawer.ts";
import { reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import { pictureNames } from "../../messages/picture-names.ts";
import type { Report } from "../../messages/report.ts";
import type { RenderedFile } from "../surface.ts";

export type DrawnPicture = RenderedFile | { readonly problem: string };

/** The report's charts as PNGs, in their order. One that cannot be drawn must not cost the message. */
export async function drawPictures(
  report: Report,
  drawer: ChartDrawer,
  logger: Logger,
): Promise<DrawnPicture[]> {
  return Promise.all(
    pictureNames(report).map(async ({ chart, name }): Promise<DrawnPicture> => {
      try {
        const bytes = await drawer.draw(chart.spec);
        return { name, mimeType: "image/png", altText: chart.altText, bytes };
      } catch (error) {
        logger.warn({ chart: chart.spec.title, reason: reason(error) }, "a chart could not be drawn");
        return { problem: "it could not be drawn" };
      }
    }),
  );
}
