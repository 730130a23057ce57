import type { RenderedFile } from "../surfaces/surface.ts";

/** A picture inside the page, so that nothing is fetched for it. */
export function dataUrl({ mimeType, bytes }: RenderedFile): string {
  return `data:${mimeType};base64,${Buffer.from(bytes).toString("base64")}`;
}
