import { z } from "zod";
import { Span } from "./spans.ts";

/** Any IANA zone this runtime knows. */
export const TimeZone = z
  .string()
  .refine(isTimeZone, "is not an IANA time zone; write one like Europe/Amsterdam");

const Strings = z.union([
  z
    .string()
    .min(1)
    .transform((one) => [one]),
  z.array(z.string().min(1)).min(1),
]);

/** Which facts a digest, goal or alert is about. Several values of one dimension are "any of these". */
export const Scope = z.strictObject({
  team: Strings.optional(),
  channel: Strings.optional(),
  agent: Strings.optional(),
  priority: Strings.optional(),
  tag: Strings.optional(),
  topic: Strings.optional(),
  product: Strings.optional(),
  segment: Strings.optional(),
});
export type Scope = z.infer<typeof Scope>;

const Target = z.union([
  z.strictObject({ slack: z.string().min(1) }),
  z.strictObject({ teams: z.string().min(1) }),
  z.strictObject({ console: z.literal(true) }),
]);
export type Target = z.infer<typeof Target>;

const Interval = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must look like "09:00-17:30"');
const Weekday = z.enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
const LocalDate = z.iso.date("must be a date like 2026-12-25");

const Calendar = z.strictObject({
  timezone: TimeZone.optional(),
  hours: z.partialRecord(Weekday, z.array(Interval)),
  holidays: z.array(LocalDate).default([]),
  holidayCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a two-letter country code like NL")
    .optional(),
});

const Statistic = z.enum(["mean", "median", "p90", "p95"]);

const Goal = z
  .strictObject({
    kpi: z.string(),
    team: z.string().optional(),
    channel: z.string().optional(),
    atMost: z.union([Span, z.number()]).optional(),
    atLeast: z.union([Span, z.number()]).optional(),
    stat: Statistic.optional(),
  })
  .refine(
    (goal) => (goal.atMost === undefined) !== (goal.atLeast === undefined),
    "needs exactly one of atMost and atLeast",
  );
export type Goal = z.infer<typeof Goal>;

/** One name, or two for a heat map such as [hour-of-day, weekday]. */
const By = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1).max(2)]);

const DigestChart = z.strictObject({
  kpi: z.string(),
  by: By.default(["day"]),
  period: z.string().optional(),
});

export const Digest = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and hyphens"),
  title: z.string().min(1).max(140),
  cron: z.string(),
  timezone: TimeZone.optional(),
  scope: z.union([z.literal("all"), Scope]).default("all"),
  period: z.string().default("yesterday"),
  kpis: z.array(z.string()).min(1).max(20),
  table: z.strictObject({ by: z.string(), kpis: z.array(z.string()).min(1).max(6) }).optional(),
  charts: z.array(DigestChart).max(4).default([]),
  targets: z.array(Target).min(1),
  grace: Span.default(3 * 3_600_000),
  maxStaleness: Span.default(30 * 60_000),
});
export type Digest = z.infer<typeof Digest>;

const Person = z.strictObject({
  email: z.email(),
  agent: z.coerce.string().optional(),
  name: z.string().optional(),
  team: z.string().optional(),
  role: z.enum(["agent", "lead", "manager", "admin"]).default("agent"),
});

/** deskpulse.yaml. An empty file is a valid configuration. */
export const DeskConfig = z.strictObject({
  timezone: TimeZone.default("UTC"),
  weekStartsOn: Weekday.default("monday"),
  reopenWindow: Span.default(7 * 86_400_000),
  keepTexts: z.boolean().default(false),
  helpDeskUrl: z.url().includes("{conversation}").optional(),
  tags: z
    .strictObject({ complaint: z.string().default("complaint"), fcr: z.string().default("fcr") })
    .prefault({}),
  calendars: z.record(z.string(), Calendar).default({}),
  teams: z
    .record(z.string(), z.strictObject({ name: z.string().optional(), calendar: z.string().optional() }))
    .default({}),
  people: z.array(Person).default([]),
  goals: z.array(Goal).default([]),
  // Read, and checked for their outline only, until the rooms that use them are built.
  sla: z.array(z.looseObject({ name: z.string() })).default([]),
  alerts: z.array(z.looseObject({ id: z.string() })).default([]),
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
