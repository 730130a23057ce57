import type { ChartSpec } from "./chart-spec.ts";

/** Turns a chart into a PNG. Behind it stands a quickchart-js client whose host is our own renderer, or QUICKCHART_URL. */
export interface ChartDrawer {
  draw(spec: ChartSpec): Promise<Uint8Array>;
  /** A signed public https address of the picture, undefined without PUBLIC_URL. */
  publicUrl(spec: ChartSpec): string | undefined;
}
