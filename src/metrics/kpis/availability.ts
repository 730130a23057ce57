import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition, Note } from "../metric-definition.ts";
import { messagesSentOrReceived } from "../sources.ts";
import { formatValue } from "../wording.ts";

/** What customers write in conversations; without a calendar it is in no service hours, and not out of them. */
const traffic: Measure = {
  id: "customer_messages",
  source: messagesSentOrReceived,
  where: () =>
    sql`f.direction = 'received' and f.conversation_id is not null and f.is_in_service_hours is not null`,
  aggregate: { kind: "count" },
};
const handled: Measure = {
  ...traffic,
  id: "customer_messages_handled",
  where: () => sql`f.direction = 'received' and f.is_in_service_hours and f.is_answered`,
};
const outOfHours: Measure = {
  ...traffic,
  id: "customer_messages_out_of_hours",
  where: () => sql`f.direction = 'received' and f.conversation_id is not null and not f.is_in_service_hours`,
};
const withoutCalendar: Measure = {
  ...traffic,
  id: "customer_messages_without_calendar",
  where: () =>
    sql`f.direction = 'received' and f.conversation_id is not null and f.is_in_service_hours is null`,
};

const hours: Note = {
  measures: [outOfHours, withoutCalendar],
  word: (readings, { value }) => {
    if (value === null && readings(withoutCalendar.id).count > 0)
      return "no calendar says when service hours are";
    const { count } = readings(outOfHours.id);
    return count === 0 ? undefined : `${formatValue("count", count)} came out of service hours`;
  },
};

export const availabilityMetrics: readonly MetricDefinition[] = [
  {
    id: "availability",
    name: "Availability",
    definition:
      "The share of customers' messages in conversations that came within service hours and were answered by an agent; a bot's answers do not count.",
    family: "Availability and team",
    unit: "percent",
    direction: "higher",
    at: "received",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["message", "messages"],
    measurement: { kind: "ratio", numerator: handled, denominator: traffic },
    notes: [hours],
  },
];
