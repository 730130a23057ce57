import { z } from "zod";
import { Span } from "./spans.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** How many alerts have messages of their own, in any one channel or chat, before one message tells of all others. */
export const AlertLimits = z.strictObject({
  storm: z
    .strictObject({
      alerts: z
        .int()
        .min(1)
        .default(5)
        .describe("So many that have something in common are told of one by one"),
      within: Span.refine((ms) => ms >= MINUTE && ms <= DAY, "must be between 1m and 24h")
        .prefault("10m")
        .describe("Within so long; a rush is over when nothing has joined it for as long"),
    })
    .prefault({}),
  perHour: z
    .int()
    .min(2)
    .default(30)
    .describe("So many messages of alerts in any one hour; the last of them sums up what is held back"),
});
export type AlertLimits = z.infer<typeof AlertLimits>;
