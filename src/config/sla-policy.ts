import { z } from "zod";
import { EscalationSteps } from "./escalation-steps.ts";
import { Interval } from "./interval.ts";
import { Name, Names } from "./names.ts";
import { Span } from "./spans.ts";
import { Target } from "./target.ts";

const Match = z.strictObject({
  channel: Names.optional(),
  team: Names.optional(),
  priority: Names.optional(),
  segment: Names.optional(),
  tag: Names.optional(),
  topic: Names.optional(),
});

const TargetSpan = Span.refine((ms) => ms > 0, "must be longer than nothing");
const Targets = z
  .strictObject({
    firstResponse: TargetSpan.optional(),
    nextResponse: TargetSpan.optional(),
    resolution: TargetSpan.optional(),
  })
  .refine(
    (targets) => Object.values(targets).some((target) => target !== undefined),
    "must have at least one of firstResponse, nextResponse and resolution",
  );

const WarningPoint = z.union(
  [
    z
      .string()
      .regex(/^\d{1,3}(\.\d+)?%$/)
      .transform((text) => ({ share: Number(text.slice(0, -1)) / 100 })),
    Span.transform((before) => ({ before })),
  ],
  { error: "must be a share of the target like 80%, or a span before the due time like 15m" },
);

/** A promise to customers, and who is told when it is in danger. */
export const SlaPolicy = z.strictObject({
  name: Name,
  match: Match.prefault({}).describe("Of policies that match one conversation the first counts"),
  calendar: z
    .string()
    .optional()
    .describe("Whose business hours count; left out: the clocks run day and night"),
  targets: Targets,
  warnAt: z
    .array(WarningPoint)
    .max(5)
    .prefault(["50%", "80%"])
    .describe("Shares of the target's working time, or spans of it before the due time"),
  pauseWhenSnoozed: z
    .array(z.enum(["firstResponse", "nextResponse", "resolution"]))
    .default(["resolution"])
    .describe("Which clocks stand still while a conversation is snoozed"),
  notify: z
    .strictObject({ warning: z.array(Target).default([]), breach: z.array(Target).default([]) })
    .prefault({}),
  escalate: EscalationSteps,
  quietHours: z
    .array(Interval)
    .default([])
    .describe("When nobody is told, in the calendar's zone; clocks go on"),
});
export type SlaPolicy = z.infer<typeof SlaPolicy>;
