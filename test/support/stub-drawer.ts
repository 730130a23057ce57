import type { ChartDrawer } from "../../src/charts/drawer.ts";

/** One white pixel. */
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==",
  "base64",
);

/** Draws every chart as the same pixel: for tests that are about what is done with a picture. */
export function stubDrawer(): ChartDrawer {
  return { draw: async () => new Uint8Array(pixel), publicUrl: () => undefined };
}
