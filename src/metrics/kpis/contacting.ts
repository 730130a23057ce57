import { sql } from "kysely";
import { contactingDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { activeContacts, mentionsPosted, messagesOfActiveContacts } from "../sources.ts";

const wrote: Measure = {
  id: "active_contacts_who_wrote",
  source: messagesOfActiveContacts,
  aggregate: { kind: "distinct", value: sql`f.customer_id`, of: "customer" },
};
const active: Measure = {
  id: "active_contacts",
  source: activeContacts,
  across: ["channel", "team", "agent", "priority", "tag", "topic", "product", "initiated-by"],
  aggregate: { kind: "count" },
};

const mentioned: Measure = { id: "mentions", source: mentionsPosted, aggregate: { kind: "count" } };

export const contacting: readonly MetricDefinition[] = [
  {
    id: "contact-rate",
    name: "Customer contact rate",
    definition:
      "Of the customers who are active contacts at the end of the period, the share that wrote in the period.",
    family: "Volume",
    unit: "percent",
    direction: "lower",
    at: "received",
    dimensions: contactingDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["active contact", "active contacts"],
    measurement: { kind: "ratio", numerator: wrote, denominator: active },
  },
  {
    id: "mentions",
    name: "Brand mentions",
    definition: "Mentions on social networks, split by sentiment and network.",
    family: "Volume",
    unit: "count",
    direction: "neutral",
    at: "posted",
    dimensions: ["sentiment", "network", "hour", "day", "week", "month", "hour-of-day", "weekday"],
    chart: { kind: "bar", by: ["network"] },
    sampleOf: ["mention", "mentions"],
    measurement: { kind: "simple", measure: mentioned },
  },
];
