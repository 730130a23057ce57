import { z } from "zod";
import { closest } from "../closest.ts";
import { AlertLimits } from "./alert-limits.ts";
import { Bound } from "./bound.ts";
import { Interval } from "./interval.ts";
import { KpiAlert } from "./kpi-alert.ts";
import { Name, Names } from "./names.ts";
import { scopeKeys } from "./scope.ts";
import { SlaPolicy } from "./sla-policy.ts";
import { Span } from "./spans.ts";
import { Target } from "./target.ts";

/** Any IANA zone this runtime knows. */
export const TimeZone = z
  .string()
  .refine(isTimeZone, { error: (issue) => timeZoneHint(String(issue.input)) });

const Weekday = z.enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
const LocalDate = z.iso.date("must be a date like 2026-12-25");

const Calendar = z.strictObject({
  timezone: TimeZone.optional(),
  hours: z.partialRecord(Weekday, z.array(Interval)).describe("Any number of intervals a day"),
  holidays: z.array(LocalDate).default([]).describe("Local dates on which no interval starts"),
  holidayCountry: z
    .string()
    .regex(
      /^[A-Z]{2}(-[A-Za-z0-9]{1,12}){0,2}$/,
      "must be a two-letter country code like NL, or a part of a country like DE-BY",
    )
    .optional()
    .describe("Whose public holidays count too: NL, or a part of a country like DE-BY"),
});

const Statistic = z.enum(["mean", "median", "p90", "p95"]);

const Goal = z
  .strictObject({
    kpi: z.string(),
    team: Name.optional(),
    channel: Name.optional(),
    atMost: Bound.optional(),
    atLeast: Bound.optional(),
    stat: Statistic.optional(),
  })
  .refine(
    (goal) => (goal.atMost === undefined) !== (goal.atLeast === undefined),
    "must have exactly one of atMost and atLeast",
  );
export type Goal = z.infer<typeof Goal>;

/** One name, or two for a heat map such as [hour-of-day, weekday]. */
const By = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1).max(2)], {
  error: "must be a dimension, or a list of one or two",
});

const DigestChart = z.strictObject({
  kpi: z.string(),
  by: By.prefault("day"),
  period: z.string().optional(),
});

export const Digest = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and hyphens"),
  title: z.string().min(1).max(140),
  cron: z.string().describe("Minute, hour, day of month, month, day of week, in the digest's time zone"),
  timezone: TimeZone.optional(),
  scope: z
    .union([z.literal("all"), z.strictObject(scopeKeys)], {
      error: "must be all, or a map such as { team: billing }",
    })
    .default("all"),
  period: z.string().default("yesterday"),
  kpis: z.array(z.string()).min(1).max(20),
  table: z.strictObject({ by: z.string(), kpis: z.array(z.string()).min(1).max(6) }).optional(),
  charts: z.array(DigestChart).max(4).default([]),
  targets: z.array(Target).min(1),
  grace: Span.prefault("3h").describe("How late it may still be sent, after downtime or failures"),
  maxStaleness: Span.prefault("30m").describe("Silence of a source beyond this is said in the footnote"),
  holdBack: Span.prefault("15m").describe(
    "How long it waits for a source that is behind; half of its grace at most",
  ),
});
export type Digest = z.infer<typeof Digest>;

const Person = z.strictObject({
  email: z.email("must be an e-mail address"),
  agent: Name.optional().describe("The id that events carry"),
  name: z.string().optional(),
  team: Names.optional().describe("Of several, which only a lead has, the first is the own"),
  role: z.enum(["agent", "lead", "manager", "admin"]).default("agent"),
});

/** A month is the least that is dropped. */
const SHORTEST_AGE = 31 * 86_400_000;

const Source = z.strictObject({
  expectedSilence: Span.describe(
    "A source silent for longer than this before a digest's period ends is behind: its digest waits, and then says so",
  ),
  kpis: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("The KPIs that are not measured while it is behind; left out: all"),
});

const SourceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "a name here must be lower-case letters, digits and hyphens");

const Webhook = z.strictObject({
  mapping: z
    .string()
    .min(1)
    .describe("A mapping file, beside this file; its columns are paths into the body"),
  secret: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, "must be the name of an environment variable like SHOP_WEBHOOK_SECRET")
    .describe("The environment variable that holds the secret"),
  rows: z.string().min(1).optional().describe("Where in the body a list of rows is, like data.items"),
  signature: z
    .strictObject({
      header: z.string().min(1),
      algorithm: z.enum(["sha1", "sha256", "sha512"]).default("sha256"),
      encoding: z.enum(["hex", "base64"]).default("hex"),
      prefix: z.string().default("").describe("What stands before it in the header, like sha256="),
    })
    .optional()
    .describe("The sender's HMAC of the body; left out: he shows the secret as a token"),
});
export type Webhook = z.infer<typeof Webhook>;

/** deskpulse.yaml. An empty file is a valid configuration. */
export const DeskConfig = z.strictObject({
  timezone: TimeZone.default("UTC").describe("Default zone for periods and schedules"),
  weekStartsOn: Weekday.default("monday"),
  reopenWindow: Span.prefault("7d"),
  keepTexts: z.boolean().default(false),
  retention: z
    .strictObject({
      events: Span.refine((age) => age >= SHORTEST_AGE, "must be 31d or more")
        .optional()
        .describe("Age at which months of the event log are dropped; facts stay. Left out: all are kept"),
    })
    .prefault({}),
  sources: z.record(z.string(), Source).default({}),
  webhooks: z
    .record(SourceName, Webhook)
    .default({})
    .describe("Tools whose webhooks are read by a mapping file, at POST /v1/sources/<name>"),
  helpDeskUrl: z
    .url("must be an address such as https://desk.example.com/conversations/{conversation}")
    .includes("{conversation}", "must contain {conversation}")
    .optional(),
  tags: z
    .strictObject({ complaint: z.string().default("complaint"), fcr: z.string().default("fcr") })
    .prefault({}),
  effectivenessThreshold: z
    .number()
    .optional()
    .describe(
      "Where an answer of an effectiveness survey begins to count; left out: the top quarter of its scale",
    ),
  calendars: z.record(z.string(), Calendar).default({}),
  teams: z
    .record(
      z.string(),
      z.strictObject({
        name: z.string().optional(),
        calendar: z.string().optional(),
        leaderboard: z
          .boolean()
          .optional()
          .describe("Whether the team wants to be told in chat who of it does best; left out: no"),
      }),
    )
    .default({}),
  people: z.array(Person).default([]),
  goals: z.array(Goal).default([]),
  sla: z.array(SlaPolicy).default([]),
  alerts: z.array(KpiAlert).default([]).describe("Thresholds and goals of KPIs, and the silence of sources"),
  alertLimits: AlertLimits.prefault({}),
  digests: z.array(Digest).default([]),
});
export type DeskConfig = z.infer<typeof DeskConfig>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function timeZoneHint(name: string): string {
  const nearest = closest(name, Intl.supportedValuesOf("timeZone"));
  const expected = "must be an IANA time zone such as Europe/Amsterdam";
  return nearest ? `${expected}; did you mean ${nearest}?` : expected;
}
