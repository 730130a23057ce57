import type { ChartDrawer } from "../../charts/drawer.ts";
import { reason } from "../../errors.ts";
import { plainText } from "../../messages/plain-text.ts";
import type { Report } from "../../messages/report.ts";
import { platformLimits } from "../platform-limits.ts";
import { DeliveryError, type RenderedMessage, type Surface } from "../surface.ts";
import { consolePictures, type DrawnPicture } from "./console-pictures.ts";
import { writePictures } from "./write-pictures.ts";

export interface ConsoleSurfaceOptions {
  /** Prints a text that ends in a line end; throws when it cannot. */
  write(text: string): void;
  /** Where the pictures are written, made when it is not there. undefined: no pictures. */
  readonly outDirectory: string | undefined;
  readonly drawer: Pick<ChartDrawer, "draw">;
}

const REPEATED = "This message may repeat one that was sent before.\n\n";

/** Prints reports as plain text and writes their charts as PNG files. It cannot be asked what it printed. */
export function consoleSurface({ write, outDirectory, drawer }: ConsoleSurfaceOptions): Surface {
  return {
    platform: "console",
    async render(report): Promise<RenderedMessage> {
      const pictures = await consolePictures(report, drawer);
      const files = [...pictures.values()].filter((picture) => typeof picture !== "string");
      return { text: textOf(report, (name) => said(pictures.get(name), name)), files };
    },
    async post(target, report, delivery) {
      const paths = await picturesFor(report, outDirectory, drawer);
      const text = textOf(report, (name) => paths.get(name));
      print(write, delivery.mayRepeat ? `${REPEATED}${text}` : text);
      return { target, messageId: delivery.deliveryId };
    },
    // What is printed stays: the news is a line below it.
    async update(_posted, report) {
      print(write, `${plainText({ summary: report.summary, sections: [] })}\n`);
    },
  };
}

function textOf(report: Report, picture: (name: string) => string | undefined): string {
  const { lineWidth, tableRows } = platformLimits.console;
  return plainText(report, { width: lineWidth, tableRows, picture });
}

function said(picture: DrawnPicture | undefined, name: string): string {
  return typeof picture === "string" ? picture : name;
}

/** What is said of each picture: the path it was written to, or why there is none. */
async function picturesFor(
  report: Report,
  outDirectory: string | undefined,
  drawer: Pick<ChartDrawer, "draw">,
): Promise<ReadonlyMap<string, string>> {
  if (outDirectory === undefined) return new Map();
  return writePictures(await consolePictures(report, drawer), outDirectory);
}

function print(write: (text: string) => void, text: string): void {
  try {
    write(text);
  } catch (error) {
    // A part of it may have been printed.
    throw new DeliveryError("unclear", `The message could not be printed: ${reason(error)}`, {
      cause: error,
    });
  }
}
