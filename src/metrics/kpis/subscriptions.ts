import { sql } from "kysely";
import { calendarTimes } from "../dimension-sets.ts";
import type { Fragment, Measure, Source } from "../measure.ts";
import type { Measurement, MetricDefinition, Note } from "../metric-definition.ts";
import { formatValue } from "../wording.ts";

const columns = { segment: sql.ref("f.segment") };
const inCurrency = { ...columns, currency: sql.ref("f.currency") };

const atEnd: Source = {
  id: "subscriptions at the end",
  table: "subscriptions",
  time: { kind: "level", from: "valid_from", until: "valid_to" },
  columns,
};
const atStart: Source = {
  ...atEnd,
  id: "subscriptions at the start",
  time: { kind: "level", from: "valid_from", until: "valid_to", takenAt: "start" },
};
const changes: Source = {
  id: "subscription changes",
  table: "subscription_changes",
  time: { kind: "flow", at: "at" },
  columns,
};

const customers = { kind: "distinct", value: sql`f.customer_id` } as const;
/** At an instant a customer has one subscription: rows are customers. */
const customersAtStart: Measure = {
  id: "customers_at_start",
  source: atStart,
  aggregate: { kind: "count" },
};
const customersAtEnd: Measure = { id: "customers_at_end", source: atEnd, aggregate: { kind: "count" } };
const joined: Measure = {
  id: "customers_joined",
  source: changes,
  where: ({ stretch }) => sql`f.kind = 'new' and not ${isSubscribedAt(stretch.start())}`,
  aggregate: customers,
};
/** Who joined and left within counts as lost too; who came back does not. */
const lost: Measure = {
  id: "customers_lost",
  source: changes,
  where: ({ stretch }) => sql`f.kind = 'churned' and not ${isSubscribedAt(stretch.end())}`,
  aggregate: customers,
};

function isSubscribedAt(at: Fragment): Fragment {
  return sql`exists (
      select from subscriptions as s
      where s.account_id = f.account_id and s.customer_id = f.customer_id
        and s.valid_from < ${at} and (s.valid_to is null or s.valid_to >= ${at})
    )`;
}

/** (customers at the end − joined) ÷ customers at the start: what churn leaves of 100 %. */
const retention: Measurement = {
  kind: "derived",
  inputs: [customersAtStart, customersAtEnd, joined],
  compute: (readings) => {
    const start = readings(customersAtStart.id).count;
    if (start === 0) return { value: null, sample: 0 };
    const kept = readings(customersAtEnd.id).count - readings(joined.id).count;
    return {
      value: (kept / start) * 100,
      sample: start,
      evidence: { kind: "rate", hits: kept, trials: start },
    };
  },
};

const revenue: Measure = {
  id: "mrr",
  source: { ...atEnd, id: "revenue at the end", columns: inCurrency },
  aggregate: { kind: "money", value: sql`f.amount` },
};

const movements = ["new", "expansion", "contraction", "churned"].map((kind) => ({
  kind,
  measure: {
    id: `mrr_${kind}`,
    source: { ...changes, id: "revenue changes", columns: inCurrency },
    where: () => sql`f.kind = ${sql.lit(kind)}`,
    aggregate: { kind: "money", value: sql`f.amount` },
  } satisfies Measure,
}));

const moved: Note = {
  measures: movements.map(({ measure }) => measure),
  word: (readings) => {
    const parts = movements.flatMap(({ kind, measure }) => {
      const { sum } = readings(measure.id);
      return sum ? [`${kind} ${formatValue("money", sum)}`] : [];
    });
    return parts.length === 0 ? undefined : `in the period: ${parts.join(", ")}`;
  },
};

const shared = {
  family: "Business",
  dimensions: ["segment", ...calendarTimes],
  chart: { kind: "line", by: ["month"] },
} as const;

export const subscriptionMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: "customer-churn-rate",
    name: "Churn",
    definition:
      "Customers lost in the period (cancelled, and without a subscription at its end), over the customers at its start. Who joined and left within it is lost too.",
    unit: "percent",
    direction: "lower",
    at: "left",
    sampleOf: ["customer at the start", "customers at the start"],
    measurement: { kind: "ratio", numerator: lost, denominator: customersAtStart },
  },
  {
    ...shared,
    id: "customer-retention-rate",
    name: "Customer retention",
    definition:
      "Customers at the end of the period without those who joined in it, over the customers at its start.",
    unit: "percent",
    direction: "higher",
    at: "period",
    sampleOf: ["customer at the start", "customers at the start"],
    measurement: retention,
  },
  {
    ...shared,
    id: "mrr",
    name: "Monthly recurring revenue",
    definition: "What subscriptions bring a month at the end of the period, and what moved it.",
    unit: "money",
    direction: "higher",
    at: "level",
    sampleOf: ["subscription", "subscriptions"],
    measurement: { kind: "level", measure: revenue },
    notes: [moved],
  },
];
