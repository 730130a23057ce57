import { sql } from "kysely";
import { levelDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition, Note } from "../metric-definition.ts";
import { ordersOfWaiting, waitingTurns } from "../sources.ts";
import { formatValue } from "../wording.ts";

const waitingNow: Measure = { id: "waiting", source: waitingTurns, aggregate: { kind: "count" } };
const longest: Measure = { id: "waiting_longest", source: waitingTurns, aggregate: { kind: "longest" } };
const orders: Measure = {
  id: "waiting_orders",
  source: ordersOfWaiting,
  aggregate: { kind: "money", value: sql`o.amount` },
};
const appointments: Measure = {
  id: "waiting_appointments",
  source: {
    ...waitingTurns,
    id: "appointments of those waiting",
    join: (context) => sql`${waitingTurns.join?.(context)}
join appointments as p on p.account_id = f.account_id and p.contact_id = f.customer_id
  and p.starts_at >= b.at and p.status <> 'cancelled'`,
  },
  aggregate: { kind: "distinct", value: sql`p.appointment_id`, of: "appointment" },
};

const longestWait: Note = {
  measures: [longest],
  word: (readings) => {
    const { count, longestSeconds = null } = readings(longest.id);
    return count === 0 ? undefined : `the longest ${formatValue("duration", longestSeconds)}`;
  },
};
const ordersWaiting: Note = {
  measures: [orders],
  word: (readings) => {
    const { amounts = [] } = readings(orders.id);
    if (amounts.length === 0) return undefined;
    const worded = amounts.map(({ currency, amount }) => formatValue("money", amount, { currency }));
    return `orders of those waiting ${worded.join(" and ")}`;
  },
};
const appointmentsWaiting: Note = {
  measures: [appointments],
  word: (readings) => {
    const { count } = readings(appointments.id);
    if (count === 0) return undefined;
    return `${formatValue("count", count)} upcoming ${count === 1 ? "appointment" : "appointments"} of those waiting`;
  },
};

export const waiting: readonly MetricDefinition[] = [
  {
    id: "waiting",
    name: "Waiting now",
    definition: "Customers waiting for a reply by a person at the end of the period.",
    family: "Speed",
    unit: "count",
    direction: "lower",
    at: "level",
    dimensions: levelDimensions.filter((dimension) => dimension !== "status"),
    chart: { kind: "bar", by: ["team"] },
    sampleOf: ["customer waiting", "customers waiting"],
    measurement: { kind: "level", measure: waitingNow },
    notes: [longestWait, ordersWaiting, appointmentsWaiting],
  },
];
