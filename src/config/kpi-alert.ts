import { z } from "zod";
import { Bound } from "./bound.ts";
import { EscalationSteps } from "./escalation-steps.ts";
import { Interval } from "./interval.ts";
import { scopeKeys } from "./scope.ts";
import { Span } from "./spans.ts";
import { Target } from "./target.ts";

const PERIOD = "last 24 hours";

/** What only an alert on a KPI has. */
const kpiKeys = {
  ...scopeKeys,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "must be a currency like EUR")
    .optional()
    .describe("Of amounts, which are never summed up across currencies"),
  stat: z
    .enum(["mean", "median", "p90", "p95", "within-goal"])
    .optional()
    .describe("Of durations; within-goal is the share that keeps the KPI's goal"),
  clock: z.enum(["elapsed", "business"]).optional().describe("Of durations; left out: elapsed"),
  below: Bound.optional(),
  above: Bound.optional(),
  goal: z.literal("missed").optional().describe("The goal that goals has for the KPI in this scope"),
  over: z
    .string()
    .optional()
    .describe(`A period that moves with time, such as last 30 minutes or today; left out: ${PERIOD}`),
  clearsAt: Bound.optional().describe(
    "It clears only once it is there again; left out: a twentieth beyond the bound",
  ),
  for: Span.optional().describe("How long it must hold before it fires; left out: not at all"),
  minimumSample: z
    .int()
    .min(0)
    .optional()
    .describe("With fewer it is not measured; left out: 5 for rates, scores and durations, 0 for counts"),
};

/** Somebody is told when a KPI is where it should not be, or when a source is silent. */
export const KpiAlert = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and hyphens"),
    title: z.string().min(1).max(140).optional(),
    kpi: z.string().optional(),
    ...kpiKeys,
    source: z
      .string()
      .regex(/^\S+$/, "must be a source as its events name it, without spaces")
      .optional()
      .describe("As its events name it; instead of a KPI"),
    silentFor: Span.refine((ms) => ms >= 60_000, "must be a minute or longer")
      .optional()
      .describe("Working time of the calendar without any event of the source"),
    calendar: z
      .string()
      .optional()
      .describe("A KPI is looked at in its business hours only; left out: day and night"),
    notify: z.array(Target).default([]).describe("Left out: the alert is only tested back, not watched"),
    escalate: EscalationSteps.describe("After it began to fire"),
    quietHours: z.array(Interval).default([]).describe("When nobody is told, in the calendar's zone"),
  })
  .superRefine((alert, context) => {
    for (const { path, message } of problemsOf(alert)) context.addIssue({ code: "custom", path, message });
  });
export type KpiAlert = z.infer<typeof KpiAlert>;

/** What stands together in it does not fit, whatever the names in it mean. */
function problemsOf(
  alert: {
    readonly [key in "kpi" | "source" | "silentFor" | keyof typeof kpiKeys]?: unknown;
  },
): readonly { readonly path: string[]; readonly message: string }[] {
  const isGiven = (key: keyof typeof alert) => alert[key] !== undefined;
  if (isGiven("kpi") === isGiven("source"))
    return [{ path: [], message: "must have exactly one of kpi and source" }];
  if (isGiven("kpi")) {
    const bounds = (["below", "above", "goal"] as const).filter(isGiven);
    return [
      ...(bounds.length === 1
        ? []
        : [{ path: [], message: "must have exactly one of below, above and goal" }]),
      ...(isGiven("silentFor") ? [{ path: ["silentFor"], message: "is for a source, not for a KPI" }] : []),
    ];
  }
  const ofKpis = (Object.keys(kpiKeys) as (keyof typeof kpiKeys)[]).filter(isGiven);
  return [
    ...(isGiven("silentFor") ? [] : [{ path: ["silentFor"], message: "must say for how long, such as 30m" }]),
    ...ofKpis.map((key) => ({ path: [key], message: "is for a KPI, not for a source" })),
  ];
}

/** Over which it is measured: a period in words. */
export function windowWords({ over }: KpiAlert): string {
  return over ?? PERIOD;
}
