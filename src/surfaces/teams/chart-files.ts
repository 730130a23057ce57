import type { ChartDrawer } from "../../charts/drawer.ts";
import { reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import { pictureNames } from "../../messages/picture-names.ts";
import type { Report } from "../../messages/report.ts";
import type { RenderedFile } from "../surface.ts";

/** The pictures of a report's charts, in order. One that cannot be drawn is left out: the card has its numbers. */
export async function chartFiles(
  report: Report,
  drawer: Pick<ChartDrawer, "draw">,
  logger: Logger,
): Promise<readonly RenderedFile[]> {
  const files = await Promise.all(
    pictureNames(report).map(async ({ chart: { spec, altText }, name }): Promise<RenderedFile[]> => {
      try {
        return [{ name, mimeType: "image/png", altText, bytes: await drawer.draw(spec) }];
      } catch (error) {
        logger.warn({ chart: spec.title, reason: reason(error) }, "a chart could not be drawn");
        return [];
      }
    }),
  );
  return files.flat();
}
