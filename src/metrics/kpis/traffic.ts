import { sql } from "kysely";
import { times } from "../dimension-sets.ts";
import type { Measure, Source } from "../measure.ts";
import { rate } from "../measured-value.ts";
import type { Measurement, MetricDefinition } from "../metric-definition.ts";

/** Counts of spans of time, which count where they start. */
const traffic: Source = {
  id: "traffic",
  table: "traffic",
  time: { kind: "flow", at: "from_at" },
  columns: {},
};

function counted(column: string): Measure {
  return { id: column, source: traffic, aggregate: { kind: "sum", value: sql.ref(`f.${column}`) } };
}

/** The share of one count in another; where the one was never counted, nothing is known of it. */
function shareOf(part: string, whole: string): Measurement {
  const [some, all] = [counted(part), counted(whole)];
  return {
    kind: "derived",
    inputs: [some, all],
    compute: (readings) => {
      const [hits, trials] = [readings(some.id).sum ?? null, readings(all.id).sum ?? null];
      return hits === null || trials === null ? { value: null, sample: 0 } : rate(hits, trials);
    },
  };
}

const shared = {
  family: "Availability and team",
  unit: "percent",
  direction: "higher",
  dimensions: times,
  chart: { kind: "line", by: ["week"] },
} as const;

export const trafficMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: "chat-coverage",
    name: "Live-chat coverage",
    definition: "The share of page views that came within opening hours.",
    at: "viewed",
    sampleOf: ["page view", "page views"],
    measurement: shareOf("page_views_in_opening_hours", "page_views"),
  },
  {
    ...shared,
    id: "chat-presence",
    name: "Live-chat presence",
    definition: "The share of page views that came while an agent was online.",
    at: "viewed",
    sampleOf: ["page view", "page views"],
    measurement: shareOf("page_views_with_agent_online", "page_views"),
  },
  {
    ...shared,
    id: "support-page-share",
    name: "Support page share",
    definition: "Visits to the support page over visits to the site.",
    at: "viewed",
    sampleOf: ["visit", "visits"],
    measurement: shareOf("support_page_visits", "site_visits"),
  },
  {
    ...shared,
    id: "chat-engagement",
    name: "Chat engagement",
    definition: "Chats started over the times the chat button was shown.",
    at: "shown",
    sampleOf: ["showing", "showings"],
    measurement: shareOf("chats_started", "chat_button_shown"),
  },
];
