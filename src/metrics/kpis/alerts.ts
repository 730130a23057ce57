import { sql } from "kysely";
import { countNote } from "../count-note.ts";
import { times } from "../dimension-sets.ts";
import type { Measure, MeasureContext, Source } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";

/** Alerts are no facts: a past moment is told from the instants in their rows alone. */
const alertColumns = {
  table: "alert_episodes",
  team: "f.team_id",
  columns: {
    channel: sql.ref("f.channel"),
    priority: sql.ref("f.priority"),
    kind: sql.ref("f.kind"),
    target: sql.ref("f.target"),
    policy: sql.ref("f.policy"),
  },
} as const satisfies Omit<Source, "id" | "time">;

const alertsTold: Source = {
  id: "alerts told",
  time: { kind: "flow", at: "first_told_at" },
  ...alertColumns,
};
const alertsTakenOn: Source = {
  id: "alerts taken on",
  time: { kind: "flow", at: "first_acknowledged_at" },
  ...alertColumns,
  agent: "f.first_acknowledged_agent_id",
  teamAsOf: "moment",
};
const alertsSettled: Source = {
  id: "alerts settled",
  time: { kind: "flow", at: "ended_at" },
  ...alertColumns,
};
const openAlerts: Source = {
  id: "open alerts",
  time: { kind: "level", from: "first_told_at", until: "ended_at" },
  ...alertColumns,
};

const told: Measure = { id: "alerts_told", source: alertsTold, aggregate: { kind: "count" } };
const taking: Measure = {
  id: "alert_taken_on",
  source: alertsTakenOn,
  aggregate: { kind: "duration", value: sql`f.acknowledged_after_ms` },
};

const isUntaken = ({ now }: MeasureContext) => sql`(f.first_acknowledged_at < ${now}) is not true`;
const settledUntaken: Measure = {
  id: "alerts_settled_untaken",
  source: alertsSettled,
  where: (context) => sql`f.first_told_at < ${context.now} and ${isUntaken(context)}`,
  aggregate: { kind: "count" },
};
const openUntaken: Measure = {
  id: "alerts_open_untaken",
  source: openAlerts,
  where: () => sql`(f.first_acknowledged_at < b.at) is not true`,
  aggregate: { kind: "count" },
};

const dimensions = ["channel", "team", "priority", "kind", "target", "policy", ...times] as const;

export const alertMetrics: readonly MetricDefinition[] = [
  {
    id: "alerts",
    name: "Alerts",
    definition:
      "Alerts that people were told of, each once: promises in danger (kind wait) and KPIs that are where they should not be (kind kpi).",
    family: "Speed",
    unit: "count",
    direction: "lower",
    at: "told",
    dimensions,
    chart: { kind: "bar", by: ["day"] },
    sampleOf: ["alert", "alerts"],
    measurement: { kind: "simple", measure: told },
  },
  {
    id: "time-to-acknowledge",
    name: "Time to acknowledge",
    definition:
      "How long alerts waited until somebody first took them on or said that it is fine, from when people could know of them.",
    family: "Speed",
    unit: "duration",
    direction: "lower",
    at: "taken on",
    dimensions: ["agent", ...dimensions],
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["alert taken on", "alerts taken on"],
    measurement: { kind: "simple", measure: taking },
    notes: [
      countNote(settledUntaken, "settled without anybody taking them on"),
      countNote(openUntaken, "open and taken on by nobody"),
    ],
  },
];
