import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Measure, Source } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { conversationColumns, credited } from "../sources.ts";

const payments: Source = {
  id: "payments",
  table: "payments",
  time: { kind: "flow", at: "at" },
  ...credited,
  columns: { ...conversationColumns, currency: sql.ref("f.currency") },
};
const requested: Measure = {
  id: "payments_requested",
  source: payments,
  where: () => sql`f.kind = 'requested'`,
  aggregate: { kind: "count" },
};
const received: Measure = { ...requested, id: "payments_received", where: () => sql`f.kind = 'received'` };
const volume: Measure = {
  ...received,
  id: "payment_volume",
  aggregate: { kind: "money", value: sql`f.amount` },
};

const shared = {
  family: "Business",
  direction: "higher",
  dimensions: [...eventDimensions, "currency"],
  chart: { kind: "bar", by: ["week"] },
} as const;

export const paymentMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: "payments-requested",
    name: "Payments requested",
    definition: "Requests for a payment sent.",
    unit: "count",
    at: "requested",
    sampleOf: ["request", "requests"],
    measurement: { kind: "simple", measure: requested },
  },
  {
    ...shared,
    id: "payments-received",
    name: "Payments received",
    definition: "Payments received.",
    unit: "count",
    at: "received",
    sampleOf: ["payment", "payments"],
    measurement: { kind: "simple", measure: received },
  },
  {
    ...shared,
    id: "payment-volume",
    name: "Payment volume",
    definition: "The amount received in payments.",
    unit: "money",
    at: "received",
    sampleOf: ["payment", "payments"],
    measurement: { kind: "simple", measure: volume },
  },
];
