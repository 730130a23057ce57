import { z } from "zod";
import { Span } from "./spans.ts";

/** What a KPI is held against: a number, or of durations a span, parsed to milliseconds. */
export const Bound = z.union([Span, z.number()], {
  error: "must be a number, or a span like 90s, 15m or 4h",
});
