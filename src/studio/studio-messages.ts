import type { Report } from "../messages/report.ts";
import type { RenderedMessage } from "../surfaces/surface.ts";

/** One report as every surface rendered it. */
export interface StudioMessages {
  readonly report: Report;
  readonly slack: RenderedMessage;
  readonly teams: RenderedMessage;
  readonly console: RenderedMessage;
}
