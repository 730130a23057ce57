import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Fragment, Measure, Source } from "../measure.ts";
import type { Measurement, MetricDefinition } from "../metric-definition.ts";
import { conversationColumns, conversationsByOpening, credited } from "../sources.ts";

/** Orders connected to a conversation. */
const orders: Source = {
  id: "orders",
  table: "orders",
  time: { kind: "flow", at: "at" },
  ...credited,
  columns: { ...conversationColumns, currency: sql.ref("f.currency") },
  where: sql`f.conversation_id is not null`,
};

/** As the event says; else whether no order of that address or customer came before. Null where nobody is known. */
const isNew = sql`coalesce(f.is_new_customer, case when f.email_hash is not null or f.customer_id is not null then
    not exists (
      select from orders as o
      where o.account_id = f.account_id and (o.email_hash = f.email_hash or o.customer_id = f.customer_id)
        and (o.at, o.subject, o.no) < (f.at, f.subject, f.no)
    ) end)`;
const isExisting = sql`not ${isNew}`;

function conversationsWith(id: string, where: Fragment): Measure {
  return {
    id,
    source: orders,
    where: () => where,
    aggregate: { kind: "distinct", value: sql`f.conversation_id`, of: "conversation" },
  };
}

function orderValueOf(id: string, where?: Fragment): Measure {
  return {
    id,
    source: orders,
    ...(where ? { where: () => where } : {}),
    aggregate: { kind: "money", value: sql`f.amount` },
  };
}

const opened: Measure = {
  id: "conversations_opened",
  source: conversationsByOpening,
  aggregate: { kind: "count" },
};
const orderValue = orderValueOf("order_value");

const averageOrder: Measurement = {
  kind: "derived",
  inputs: [orderValue],
  compute: (readings) => {
    const { count, sum = null } = readings(orderValue.id);
    return { value: sum === null || count === 0 ? null : sum / count, sample: count };
  },
};

const shared = {
  family: "Business",
  direction: "higher",
  at: "ordered",
  dimensions: eventDimensions,
} as const;
const rate = {
  ...shared,
  unit: "percent",
  chart: { kind: "line", by: ["week"] },
  sampleOf: ["conversation opened", "conversations opened"],
} as const;
const value = {
  ...shared,
  unit: "money",
  chart: { kind: "bar", by: ["week"] },
  sampleOf: ["order", "orders"],
} as const;

export const orderMetrics: readonly MetricDefinition[] = [
  {
    ...rate,
    id: "acquisition-rate",
    name: "Acquisition rate",
    definition:
      "Conversations with an order from a new customer in the period, over the conversations opened in it. New is who has not ordered before.",
    measurement: {
      kind: "ratio",
      numerator: conversationsWith("conversations_acquiring", isNew),
      denominator: opened,
    },
  },
  {
    ...value,
    id: "acquisition-value",
    name: "Acquisition value",
    definition: "The value of orders from new customers in conversations.",
    measurement: { kind: "simple", measure: orderValueOf("acquisition_value", isNew) },
  },
  {
    ...rate,
    id: "retention-rate",
    name: "Retention rate (orders)",
    definition:
      "Conversations with an order from an existing customer in the period, over the conversations opened in it.",
    measurement: {
      kind: "ratio",
      numerator: conversationsWith("conversations_retaining", isExisting),
      denominator: opened,
    },
  },
  {
    ...value,
    id: "retention-value",
    name: "Retention value (orders)",
    definition: "The value of orders from existing customers in conversations.",
    measurement: { kind: "simple", measure: orderValueOf("retention_value", isExisting) },
  },
  {
    ...value,
    id: "average-order-value",
    name: "Average order value",
    definition: "The value of orders connected to conversations, over their number.",
    measurement: averageOrder,
  },
];
