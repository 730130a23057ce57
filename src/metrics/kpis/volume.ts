import { sql } from "kysely";
import { conversationDimensions, eventDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { closings, conversationsByOpening, messagesSentOrReceived } from "../sources.ts";

const counted = { kind: "count" } as const;

const sent: Measure = {
  id: "messages_sent",
  source: messagesSentOrReceived,
  where: () => sql`f.direction = 'sent'`,
  aggregate: counted,
};
const received: Measure = {
  id: "messages_received",
  source: messagesSentOrReceived,
  where: () => sql`f.direction = 'received'`,
  aggregate: counted,
};
const opened: Measure = {
  id: "conversations_opened",
  source: conversationsByOpening,
  aggregate: counted,
};
const closed: Measure = { id: "conversations_closed", source: closings, aggregate: counted };

export const volume: readonly MetricDefinition[] = [
  {
    id: "messages-sent",
    name: "Messages sent",
    definition:
      "All messages to customers: in conversations, automated, campaigns and appointment reminders; internal notes are not counted.",
    family: "Volume",
    unit: "count",
    direction: "neutral",
    at: "sent",
    dimensions: eventDimensions,
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["message", "messages"],
    measurement: { kind: "simple", measure: sent },
  },
  {
    id: "messages-received",
    name: "Messages received",
    definition: "All messages from customers, including replies to campaigns and reminders.",
    family: "Volume",
    unit: "count",
    direction: "neutral",
    at: "received",
    dimensions: eventDimensions,
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["message", "messages"],
    measurement: { kind: "simple", measure: received },
  },
  {
    id: "conversations-opened",
    name: "Conversations opened",
    definition: "New conversations started, by a customer or by staff (split by initiated-by).",
    family: "Volume",
    unit: "count",
    direction: "neutral",
    at: "opened",
    dimensions: conversationDimensions,
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["conversation", "conversations"],
    measurement: { kind: "simple", measure: opened },
  },
  {
    id: "conversations-closed",
    name: "Conversations closed",
    definition: "Conversations closed or archived, each once until it is opened again.",
    family: "Volume",
    unit: "count",
    direction: "higher",
    at: "closed",
    dimensions: eventDimensions,
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["closing", "closings"],
    measurement: { kind: "simple", measure: closed },
  },
];
