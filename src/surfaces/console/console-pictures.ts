import type { ChartDrawer } from "../../charts/drawer.ts";
import { reason } from "../../errors.ts";
import { pictureNames } from "../../messages/picture-names.ts";
import type { Report } from "../../messages/report.ts";
import type { RenderedFile } from "../surface.ts";

/** A picture, or in words why there is none: a chart that cannot be drawn must not cost the message. */
export type DrawnPicture = RenderedFile | string;

/** The report's charts as PNGs by their file names, in their order. */
export async function consolePictures(
  report: Report,
  drawer: Pick<ChartDrawer, "draw">,
): Promise<ReadonlyMap<string, DrawnPicture>> {
  const drawn = pictureNames(report).map(async ({ chart, name }): Promise<[string, DrawnPicture]> => {
    try {
      const bytes = await drawer.draw(chart.spec);
      return [name, { name, mimeType: "image/png", altText: chart.altText, bytes }];
    } catch (error) {
      return [name, `none (${reason(error)})`];
    }
  });
  return new Map(await Promise.all(drawn));
}
