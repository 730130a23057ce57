import { pictureNames } from "../messages/picture-names.ts";
import type { Report } from "../messages/report.ts";
import type { RenderedMessage } from "../surfaces/surface.ts";
import { dataUrl } from "./data-url.ts";

interface Element {
  readonly type: string;
  readonly [property: string]: unknown;
}

/**
 * The card of a Teams message for a renderer that does not know Teams' own charts: in the place of each stands its
 * picture, which shows the same.
 */
export function teamsCardWithPictures({ payload, files }: RenderedMessage, report: Report): object {
  const { attachments } = payload as { attachments: readonly { content: { body: readonly Element[] } }[] };
  const card = attachments[0]?.content ?? { body: [] };
  const drawn = pictureNames(report).filter(({ chart }) => chart.spec.kind !== "heat-map");
  let index = 0;
  const body = card.body.map((element) => {
    if (!element.type.startsWith("Chart.")) return element;
    const name = drawn[index++]?.name;
    const file = files.find((candidate) => candidate.name === name);
    return file ? { type: "Image", url: dataUrl(file), altText: file.altText, size: "Stretch" } : element;
  });
  return { ...card, body };
}
