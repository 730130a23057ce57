import { sql } from "kysely";
import { conversationDimensions, eventDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { conversationsByOpening, messagesSentOrReceived } from "../sources.ts";

const counted = { kind: "count" } as const;

const archived: Measure = {
  id: "conversations_archived",
  source: conversationsByOpening,
  where: () => sql`f.is_archived`,
  aggregate: counted,
};
const replied: Measure = {
  id: "conversations_replied",
  source: conversationsByOpening,
  where: ({ now }) => sql`f.replied_at <= ${now}`,
  aggregate: counted,
};

/** Conversations in which an agent replied: what money put into support is divided by, too. */
export const conversationsHandled: Measure = {
  id: "conversations_handled",
  source: messagesSentOrReceived,
  where: () => sql`f.direction = 'sent' and f.author = 'agent'`,
  aggregate: { kind: "distinct", value: sql`f.conversation_id` },
};

export const handled: readonly MetricDefinition[] = [
  {
    id: "conversations-archived",
    name: "Archived",
    definition: "Of the conversations opened in the period, those that are archived now.",
    family: "Volume",
    unit: "count",
    direction: "higher",
    at: "opened",
    dimensions: conversationDimensions,
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["conversation", "conversations"],
    measurement: { kind: "simple", measure: archived },
  },
  {
    id: "conversations-replied",
    name: "Replied",
    definition:
      "Of the conversations opened in the period, those that a person has replied to; one that was opened again counts once.",
    family: "Volume",
    unit: "count",
    direction: "higher",
    at: "opened",
    dimensions: conversationDimensions,
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["conversation", "conversations"],
    measurement: { kind: "simple", measure: replied },
  },
  {
    id: "conversations-handled",
    name: "Handled per agent",
    definition:
      "Different conversations in which a person replied in the period; by day and agent, those of each day and agent.",
    family: "Volume",
    unit: "count",
    direction: "higher",
    at: "replied",
    dimensions: eventDimensions,
    chart: { kind: "bar", by: ["agent"] },
    sampleOf: ["conversation", "conversations"],
    measurement: { kind: "simple", measure: conversationsHandled },
  },
];
