import { sql } from "kysely";
import { calendarTimes, eventDimensions, times } from "../dimension-sets.ts";
import type { Measure, Source } from "../measure.ts";
import type { MetricDefinition, Note } from "../metric-definition.ts";
import { messagesSentOrReceived } from "../sources.ts";
import { formatValue } from "../wording.ts";

const automatedSent: Measure = {
  id: "automated_sent",
  source: messagesSentOrReceived,
  where: () => sql`f.direction = 'sent' and f.author = 'automation'`,
  aggregate: { kind: "count" },
};
const automatedAnswered: Measure = {
  id: "automated_answered",
  source: messagesSentOrReceived,
  where: () => sql`f.direction = 'received' and f.in_reply_to = 'automation'`,
  aggregate: { kind: "count" },
};

const reminders: Source = {
  id: "reminders",
  table: "reminders",
  time: { kind: "flow", at: "at" },
  columns: { status: sql.ref("f.status") },
};
const reminded: Measure = { id: "reminders", source: reminders, aggregate: { kind: "count" } };
const answered: Measure = { ...reminded, id: "reminders_answered", where: () => sql`f.is_answered` };
const appointments: Measure = {
  id: "appointments",
  source: reminders,
  aggregate: { kind: "distinct", value: sql`f.appointment_id` },
};

const statuses = ["confirmed", "unconfirmed", "cancelled", "rescheduled"] as const;
const ofStatus = statuses.map((status) => ({
  status,
  measure: {
    ...appointments,
    id: `appointments_${status}`,
    where: () => sql`f.status = ${sql.lit(status)}`,
  } satisfies Measure,
}));

const shares: Note = {
  measures: ofStatus.map(({ measure }) => measure),
  word: (readings, { value }) => {
    if (!value) return undefined;
    const share = (id: string) => formatValue("percent", (readings(id).count / value) * 100);
    return ofStatus.map(({ status, measure }) => `${share(measure.id)} ${status}`).join(", ");
  },
};

const family = "Automation and contacts";

export const automation: readonly MetricDefinition[] = [
  {
    id: "automated-messages-sent",
    name: "Automated messages",
    definition: "Messages sent by automations.",
    family,
    unit: "count",
    direction: "higher",
    at: "sent",
    dimensions: eventDimensions,
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["message", "messages"],
    measurement: { kind: "simple", measure: automatedSent },
  },
  {
    id: "automated-response-rate",
    name: "Automated response rate",
    definition:
      "Customers' replies to automated messages in the period, over the automated messages sent in it.",
    family,
    unit: "percent",
    direction: "higher",
    at: "replied or sent",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["automated message", "automated messages"],
    measurement: { kind: "ratio", numerator: automatedAnswered, denominator: automatedSent },
  },
  {
    id: "appointment-reminders",
    name: "Appointment reminders",
    definition: "Reminders of appointments sent.",
    family,
    unit: "count",
    direction: "higher",
    at: "sent",
    dimensions: ["status", ...times],
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["reminder", "reminders"],
    measurement: { kind: "simple", measure: reminded },
  },
  {
    id: "appointment-response-rate",
    name: "Appointment response rate",
    definition:
      "Of the reminders sent in the period, the share that was answered before the next one: YES, NO or anything else.",
    family,
    unit: "percent",
    direction: "higher",
    at: "sent",
    dimensions: ["status", ...times],
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["reminder", "reminders"],
    measurement: { kind: "ratio", numerator: answered, denominator: reminded },
  },
  {
    id: "appointments",
    name: "Appointments",
    definition:
      "Appointments reminded in the period, each once with its latest verdict: confirmed, unconfirmed, cancelled or rescheduled (split by status).",
    family,
    unit: "count",
    direction: "neutral",
    at: "reminder sent",
    dimensions: ["status", ...calendarTimes],
    chart: { kind: "bar", by: ["status"] },
    sampleOf: ["appointment", "appointments"],
    measurement: { kind: "simple", measure: appointments },
    notes: [shares],
  },
];
