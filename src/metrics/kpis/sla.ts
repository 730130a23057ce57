import { sql } from "kysely";
import { countNote } from "../count-note.ts";
import { eventDimensions } from "../dimension-sets.ts";
import type { Measure, Source } from "../measure.ts";
import { rate } from "../measured-value.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { conversationColumns, credited } from "../sources.ts";

/** A clock counts when it is due, so that in a period that has passed every one is decided. */
const clocksByDueTime: Source = {
  id: "sla clocks by due time",
  table: "sla_clocks",
  time: { kind: "flow", at: "due_at" },
  ...credited,
  columns: { ...conversationColumns, target: sql.ref("f.kind"), policy: sql.ref("f.policy") },
};

/** What runs past its due time is breached: periods end now at the latest. */
const isDecided = sql`(f.ending in ('met', 'breached') or f.ending is null)`;
const isLate = sql`(f.ending = 'breached' or f.ending is null)`;
const isReply = sql`f.kind in ('first-response', 'next-response')`;

const decided: Measure = {
  id: "sla_clocks_decided",
  source: clocksByDueTime,
  where: () => isDecided,
  aggregate: { kind: "count" },
};
const met: Measure = { ...decided, id: "sla_clocks_met", where: () => sql`f.ending = 'met'` };

const promised: Measure = {
  ...decided,
  id: "conversations_promised_reply",
  where: () => sql`${isReply} and ${isDecided}`,
  aggregate: { kind: "distinct", value: sql`f.conversation_id` },
};
const late: Measure = {
  ...promised,
  id: "conversations_late",
  where: () => sql`${isReply} and ${isLate}`,
};

function runningOf(measure: Measure, id: string, and = sql``): Measure {
  return { ...measure, id, where: () => sql`f.ending is null${and}` };
}

function cancelledOf(measure: Measure, id: string, and = sql``): Measure {
  return { ...measure, id, where: () => sql`f.ending = 'cancelled'${and}` };
}

const ofReplies = sql` and ${isReply}`;

export const sla: readonly MetricDefinition[] = [
  {
    id: "on-time",
    name: "On time",
    definition:
      "The share of conversations in which every reply that was due by its SLA target came in time; one that is unanswered past its target is late.",
    family: "Speed",
    unit: "percent",
    direction: "higher",
    at: "target due",
    dimensions: [...eventDimensions, "policy"],
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["conversation", "conversations"],
    measurement: {
      kind: "derived",
      inputs: [promised, late],
      compute: (readings) => {
        const { count: all } = readings(promised.id);
        return rate(all - readings(late.id).count, all);
      },
    },
    notes: [
      countNote(runningOf(promised, "conversations_overdue", ofReplies), "still unanswered"),
      countNote(cancelledOf(promised, "conversations_let_go", ofReplies), "ended without reply"),
    ],
  },
  {
    id: "sla-attainment",
    name: "SLA attainment",
    definition:
      "The share of SLA targets due that were met: first response, next response and resolution (split by target); cancelled ones are left out.",
    family: "Speed",
    unit: "percent",
    direction: "higher",
    at: "target due",
    dimensions: [...eventDimensions, "target", "policy"],
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["target", "targets"],
    measurement: { kind: "ratio", numerator: met, denominator: decided },
    notes: [
      countNote(runningOf(decided, "sla_clocks_overdue"), "past due and still running"),
      countNote(cancelledOf(decided, "sla_clocks_cancelled"), "cancelled"),
    ],
  },
];
