import { sql } from "kysely";
import { calendarTimes, times } from "../dimension-sets.ts";
import type { Measure, Source } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";

const columns = { segment: sql.ref("f.segment") };

const contactsAtEnd: Source = {
  id: "contacts",
  table: "contact_states",
  time: { kind: "level", from: "valid_from", until: "valid_to" },
  columns,
};
const contactChanges: Source = {
  id: "contact changes",
  table: "contact_changes",
  time: { kind: "flow", at: "at" },
  columns,
};

const contacts: Measure = { id: "contacts", source: contactsAtEnd, aggregate: { kind: "count" } };
const withPhone: Measure = { ...contacts, id: "contacts_with_phone", where: () => sql`f.has_cell_phone` };

function changed(id: string, kind: string): Measure {
  return {
    id,
    source: contactChanges,
    where: () => sql`f.kind = ${sql.lit(kind)}`,
    aggregate: { kind: "distinct", value: sql`f.contact_id` },
  };
}

const phoneAdded = changed("phones_added", "phone-added");
const unsubscribed = changed("unsubscribed", "unsubscribed");
const levelDimensions = ["segment", ...calendarTimes] as const;
const family = "Automation and contacts";

export const contactMetrics: readonly MetricDefinition[] = [
  {
    id: "phone-coverage",
    name: "Cell phone coverage",
    definition: "The share of contacts with a cell phone number at the end of the period.",
    family,
    unit: "percent",
    direction: "higher",
    at: "level",
    dimensions: levelDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["contact", "contacts"],
    measurement: { kind: "ratio", numerator: withPhone, denominator: contacts },
  },
  {
    id: "phones-added",
    name: "Cell phones added",
    definition: "Contacts that gained a cell phone number, each once.",
    family,
    unit: "count",
    direction: "higher",
    at: "added",
    dimensions: ["segment", ...times],
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["contact", "contacts"],
    measurement: { kind: "simple", measure: phoneAdded },
  },
  {
    id: "unsubscribed",
    name: "Unsubscribed",
    definition: "Contacts that unsubscribed, each once.",
    family,
    unit: "count",
    direction: "lower",
    at: "unsubscribed",
    dimensions: ["segment", ...times],
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["contact", "contacts"],
    measurement: { kind: "simple", measure: unsubscribed },
  },
  {
    id: "unsubscribed-rate",
    name: "Unsubscribed rate",
    definition: "Contacts that unsubscribed in the period, over the cell phone numbers at its end.",
    family,
    unit: "percent",
    direction: "lower",
    at: "unsubscribed",
    dimensions: levelDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["cell phone number", "cell phone numbers"],
    measurement: { kind: "ratio", numerator: unsubscribed, denominator: withPhone },
  },
];
