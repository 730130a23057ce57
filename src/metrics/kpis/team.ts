import { sql } from "kysely";
import { calendarTimes, times } from "../dimension-sets.ts";
import type { Measure, Source } from "../measure.ts";
import { rate } from "../measured-value.ts";
import type { Measurement, MetricDefinition } from "../metric-definition.ts";

/** `s` is the scale that most answers of both periods are on: an average takes answers of one scale only. */
const employeeAnswers: Source = {
  id: "employee answers",
  table: "employee_answers",
  time: { kind: "flow", at: "at" },
  agent: "f.agent_id",
  team: "f.team_id",
  columns: {},
  join: ({ accountId, span }) => sql`join (
  select scale_min, scale_max from employee_answers
  where account_id = ${accountId} and at >= ${span.from} and at < ${span.to}
  group by scale_min, scale_max
  order by count(*) desc, scale_min, scale_max
  limit 1
) as s on f.scale_min is not distinct from s.scale_min and f.scale_max is not distinct from s.scale_max`,
};
const happiness: Measure = {
  id: "employee_scores",
  source: employeeAnswers,
  aggregate: { kind: "score", value: sql`f.score` },
};

const absences: Source = {
  id: "absences",
  table: "absences",
  time: { kind: "flow", at: "at" },
  agent: "f.agent_id",
  columns: {},
};
const hoursAbsent: Measure = {
  id: "hours_absent",
  source: absences,
  aggregate: { kind: "sum", value: sql`f.hours` },
};
const hoursPlanned: Measure = {
  id: "hours_planned",
  source: absences,
  aggregate: { kind: "sum", value: sql`f.planned_hours` },
};

const employments = { table: "employments", agent: "f.agent_id", columns: {} } as const;
const staff = { kind: "distinct", value: sql`f.agent_id` } as const;
const leavers: Measure = {
  id: "leavers",
  source: { ...employments, id: "employments by end", time: { kind: "flow", at: "valid_to" } },
  aggregate: staff,
};
const staffAtStart: Measure = {
  id: "staff_at_start",
  source: {
    ...employments,
    id: "employments at the start",
    time: { kind: "level", from: "valid_from", until: "valid_to", takenAt: "start" },
    // Who leaves is counted in the team that he leaves: the staff are to be in the teams they were in, too.
    teamAsOf: "moment",
  },
  aggregate: staff,
};
const newStaff: Measure = {
  id: "staff_joined",
  source: { ...employments, id: "employments by start", time: { kind: "flow", at: "valid_from" } },
  where: ({ stretch }) => sql`not exists (
      select from employments as e
      where e.account_id = f.account_id and e.agent_id = f.agent_id
        and e.valid_from < ${stretch.start()} and (e.valid_to is null or e.valid_to >= ${stretch.start()})
    )`,
  aggregate: staff,
};

const turnover: Measurement = {
  kind: "derived",
  inputs: [leavers, staffAtStart, newStaff],
  compute: (readings) =>
    rate(readings(leavers.id).count, readings(staffAtStart.id).count + readings(newStaff.id).count),
};

const family = "Availability and team";

export const teamMetrics: readonly MetricDefinition[] = [
  {
    id: "employee-happiness",
    name: "Employee happiness",
    definition: "The mean score of the team's own survey.",
    family,
    unit: "score",
    direction: "higher",
    at: "answered",
    dimensions: ["team", ...times],
    chart: { kind: "line", by: ["month"] },
    sampleOf: ["answer", "answers"],
    isRating: true,
    measurement: { kind: "simple", measure: happiness },
  },
  {
    id: "absenteeism",
    name: "Absenteeism",
    definition: "Hours absent over the hours planned.",
    family,
    unit: "percent",
    direction: "lower",
    at: "period",
    dimensions: ["team", "agent", ...times],
    chart: { kind: "line", by: ["month"] },
    sampleOf: ["hour planned", "hours planned"],
    measurement: { kind: "ratio", numerator: hoursAbsent, denominator: hoursPlanned },
  },
  {
    id: "turnover",
    name: "Turnover",
    definition: "Who left in the period, over who was on the staff at its start or joined in it.",
    family,
    unit: "percent",
    direction: "lower",
    at: "period",
    dimensions: ["team", ...calendarTimes],
    chart: { kind: "line", by: ["month"] },
    sampleOf: ["person", "people"],
    measurement: turnover,
  },
];
