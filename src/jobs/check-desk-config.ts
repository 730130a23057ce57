import type { ConfigProblem } from "../config/config-problem.ts";
import type { DeskConfig, Digest, Goal } from "../config/desk-config.ts";
import type { Target } from "../config/target.ts";
import { checkKpi } from "./check-kpi.ts";
import { checkKpiAlerts } from "./check-kpi-alerts.ts";
import { checkSlaPolicies } from "./check-sla-policies.ts";
import { cronProblem } from "./cron-problem.ts";
import { checkTeam, member, optional, repeated } from "./references.ts";

/** What deskpulse.yaml may refer to, from the catalogues. */
export interface KnownNames {
  /** With what each can be split and filtered by. */
  readonly metrics: ReadonlyMap<string, ReadonlySet<string>>;
  /** Those of them whose goals are spans such as 4h; for all others a goal is a number. */
  readonly durations: ReadonlySet<string>;
  readonly dimensions: ReadonlySet<string>;
  /** What is wrong with a period's words, or undefined. */
  readonly periodProblem: (text: string) => string | undefined;
}

type Path = ConfigProblem["path"];

/** What a well-formed configuration refers to and is not there: KPIs, dimensions, periods, teams, calendars, crons. */
export function checkDeskConfig(
  config: DeskConfig,
  known: KnownNames,
  written: (path: Path) => unknown,
): ConfigProblem[] {
  return [
    ...Object.entries(config.teams).flatMap(([team, { calendar }]) =>
      optional(calendar, ["teams", team, "calendar"], new Set(Object.keys(config.calendars)), "calendar"),
    ),
    ...config.people.flatMap((person, no) =>
      (person.team ?? []).flatMap((team) => checkTeam(config, team, ["people", no, "team"])),
    ),
    ...repeated(config.people.map((person) => person.email.toLowerCase())).map((no) => ({
      path: ["people", no, "email"],
      message: "must be somebody else: this address stands above already",
    })),
    ...repeated(config.people.map((person, no) => person.agent ?? no)).map((no) => ({
      path: ["people", no, "agent"],
      message: "must be another agent: this one stands above already",
    })),
    ...config.people.flatMap(({ role, team = [] }, no) =>
      role !== "lead" && team.length > 1
        ? [{ path: ["people", no, "team"], message: "must be one team: only a lead has several" }]
        : [],
    ),
    ...Object.entries(config.sources).flatMap(([source, { kpis = [] }]) =>
      kpis.flatMap((kpi, no) => checkKpi(kpi, [], ["sources", source, "kpis", no], known)),
    ),
    ...config.goals.flatMap((goal, no) => checkGoal(config, goal, known, written, ["goals", no])),
    ...checkSlaPolicies(config, written),
    ...checkKpiAlerts(config, known, written),
    ...config.digests.flatMap((digest, no) => checkDigest(config, digest, known, ["digests", no])),
    ...repeated(config.digests.map((digest) => digest.id)).map((no) => ({
      path: ["digests", no, "id"],
      message: "must be another id: this one stands above already",
    })),
  ];
}

function checkGoal(
  config: DeskConfig,
  goal: Goal,
  known: KnownNames,
  written: (path: Path) => unknown,
  path: Path,
): ConfigProblem[] {
  const problems = [
    ...checkKpi(goal.kpi, [], [...path, "kpi"], known),
    ...checkTeam(config, goal.team, [...path, "team"]),
  ];
  if (!known.metrics.has(goal.kpi)) return problems;
  const isDuration = known.durations.has(goal.kpi);
  const bound = [...path, goal.atMost === undefined ? "atLeast" : "atMost"];
  const isSpan = typeof written(bound) === "string";
  if (isDuration && !isSpan)
    problems.push({ path: bound, message: `must be a span like 4h: ${goal.kpi} is a duration` });
  if (!isDuration && isSpan)
    problems.push({ path: bound, message: `must be a number: ${goal.kpi} is not a duration` });
  if (!isDuration && goal.stat !== undefined) {
    problems.push({ path: [...path, "stat"], message: `is for durations only, which ${goal.kpi} is not` });
  }
  return problems;
}

function checkDigest(config: DeskConfig, digest: Digest, known: KnownNames, path: Path): ConfigProblem[] {
  const teams = digest.scope === "all" ? [] : (digest.scope.team ?? []);
  const scope = scopeDimensions(digest);
  const cron = cronProblem(digest.cron);
  return [
    ...(cron ? [{ path: [...path, "cron"], message: cron }] : []),
    ...teams.flatMap((team) => checkTeam(config, team, [...path, "scope", "team"])),
    ...checkPeriod(digest.period, [...path, "period"], known),
    ...digest.kpis.flatMap((kpi, no) => checkKpi(kpi, scope, [...path, "kpis", no], known)),
    ...checkTable(digest, known, [...path, "table"]),
    ...digest.charts.flatMap((chart, no) => checkChart(chart, scope, known, [...path, "charts", no])),
    ...repeated(digest.targets.map(targetKey)).map((no) => ({
      path: [...path, "targets", no],
      message: "must be another target: this one stands above already",
    })),
  ];
}

function checkTable(digest: Digest, known: KnownNames, path: Path): ConfigProblem[] {
  const { table } = digest;
  if (!table) return [];
  const unknown = member(table.by, [...path, "by"], known.dimensions, "dimension");
  const dimensions = unknown.length > 0 ? [] : [table.by];
  return [
    ...unknown,
    ...table.kpis.flatMap((kpi, no) =>
      checkKpi(kpi, [...dimensions, ...scopeDimensions(digest)], [...path, "kpis", no], known),
    ),
  ];
}

function checkChart(
  chart: Digest["charts"][number],
  scope: readonly string[],
  known: KnownNames,
  path: Path,
): ConfigProblem[] {
  const unknown = chart.by.flatMap((name) => member(name, [...path, "by"], known.dimensions, "dimension"));
  const dimensions = unknown.length > 0 ? [] : chart.by;
  return [
    ...checkKpi(chart.kpi, [...dimensions, ...scope], [...path, "kpi"], known),
    ...unknown,
    ...(chart.period === undefined ? [] : checkPeriod(chart.period, [...path, "period"], known)),
  ];
}

function scopeDimensions({ scope }: Digest): string[] {
  return scope === "all" ? [] : Object.keys(scope);
}

function checkPeriod(text: string, path: Path, known: KnownNames): ConfigProblem[] {
  const problem = known.periodProblem(text);
  return problem ? [{ path, message: problem }] : [];
}

function targetKey(target: Target): string {
  return JSON.stringify(target);
}
