import { filtersOf, goalIn, isGoalOf, watchOf } from "../alerts/kpi-watch.ts";
import { windowProblem } from "../alerts/kpi-window.ts";
import type { ConfigProblem } from "../config/config-problem.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import { type KpiAlert, windowWords } from "../config/kpi-alert.ts";
import type { KnownNames } from "./check-desk-config.ts";
import { checkKpi } from "./check-kpi.ts";
import { checkPeople } from "./check-people.ts";
import { checkTeam, optional, repeated } from "./references.ts";

type Path = ConfigProblem["path"];
type Written = (path: Path) => unknown;

/** Alerts on what is not there, that could never fire, or never clear. */
export function checkKpiAlerts(config: DeskConfig, known: KnownNames, written: Written): ConfigProblem[] {
  return [
    ...repeated(config.alerts.map(({ id }) => id)).map((no) => ({
      path: ["alerts", no, "id"],
      message: "must be another id: this one stands above already",
    })),
    ...config.alerts.flatMap((alert, no) => {
      const path = ["alerts", no];
      return [
        ...(alert.kpi === undefined ? [] : checkKpiAlert(config, alert, alert.kpi, known, written, path)),
        ...checkCalendar(config, alert, [...path, "calendar"]),
        ...checkPeople(config, alert, [...path, "escalate"]),
      ];
    }),
  ];
}

function checkKpiAlert(
  config: DeskConfig,
  alert: KpiAlert,
  kpi: string,
  known: KnownNames,
  written: Written,
  path: Path,
): ConfigProblem[] {
  const problems = [
    ...checkKpi(kpi, Object.keys(filtersOf(alert)), [...path, "kpi"], known),
    ...(alert.team ?? []).flatMap((team) => checkTeam(config, team, [...path, "team"])),
    ...checkWindow(alert, known, [...path, "over"]),
  ];
  if (!known.metrics.has(kpi)) return problems;
  problems.push(...checkForm(alert, kpi, known, written, path), ...checkGoal(config, alert, kpi, path));
  return problems.length > 0 ? problems : checkBounds(config, alert, path);
}

function checkWindow(alert: KpiAlert, known: KnownNames, path: Path): ConfigProblem[] {
  const words = windowWords(alert);
  const problem = alert.over === undefined ? undefined : (known.periodProblem(words) ?? windowProblem(words));
  return problem === undefined ? [] : [{ path, message: problem }];
}

/** Bounds of durations are spans, of all others numbers; some keys are for durations only. */
function checkForm(
  alert: KpiAlert,
  kpi: string,
  known: KnownNames,
  written: Written,
  path: Path,
): ConfigProblem[] {
  const isDuration = known.durations.has(kpi);
  const isSpanMeant = isDuration && alert.stat !== "within-goal";
  const bounds = (["below", "above", "clearsAt"] as const).filter((key) => alert[key] !== undefined);
  const wrong = bounds.filter((key) => (typeof written([...path, key]) === "string") !== isSpanMeant);
  const of =
    isDuration && !isSpanMeant ? "a share within the goal is a percentage" : `${kpi} is not a duration`;
  const forDurations = (["stat", "clock"] as const).filter((key) => alert[key] !== undefined && !isDuration);
  return [
    ...wrong.map((key) => ({
      path: [...path, key],
      message: isSpanMeant ? `must be a span like 4h: ${kpi} is a duration` : `must be a number: ${of}`,
    })),
    ...forDurations.map((key) => ({
      path: [...path, key],
      message: `is for durations only, which ${kpi} is not`,
    })),
  ];
}

function checkGoal({ goals }: DeskConfig, alert: KpiAlert, kpi: string, path: Path): ConfigProblem[] {
  if (alert.stat === "within-goal") {
    if (alert.goal !== undefined)
      return [
        { path: [...path, "goal"], message: "says nothing of a share within the goal: give below or above" },
      ];
    if (
      goalIn(
        goals.filter(({ atMost }) => atMost !== undefined),
        alert,
      )
    )
      return [];
    const message = `needs a goal for ${kpi} in this scope: add one with atMost to goals`;
    return [{ path: [...path, "stat"], message }];
  }
  const goal = goalIn(goals, alert);
  if (alert.goal === undefined || (goal && isGoalOf(goal, alert))) return [];
  const stat = alert.stat === undefined ? "" : ` for the ${alert.stat}`;
  const message = `"${kpi}" has no goal${stat} in this scope: add one to goals, or give below or above`;
  return [{ path: [...path, "goal"], message }];
}

function checkBounds(config: DeskConfig, alert: KpiAlert, path: Path): ConfigProblem[] {
  const watch = watchOf(config, alert);
  if (watch.kind !== "kpi") return [];
  const { definition, unit, rule } = watch;
  const problems = checkCurrency(alert, definition, path);
  const isPossible =
    rule.side === "below" ? rule.bound > 0 && rule.bound <= 100 : rule.bound >= 0 && rule.bound < 100;
  const key = ["below", "above", "goal"].find((name) => name in alert) ?? "kpi";
  if (unit === "percent" && !isPossible)
    problems.push({
      path: [...path, key],
      message: "must be a percentage that can be passed, from 0 to 100",
    });
  const isGood = rule.side === "below" ? rule.clearsAt >= rule.bound : rule.clearsAt <= rule.bound;
  if (isGood) return problems;
  const side = rule.side === "below" ? "no less than it fires below" : "no more than it fires above";
  return [
    ...problems,
    { path: [...path, "clearsAt"], message: `must be ${side}: it clears on the good side` },
  ];
}

function checkCurrency(
  { currency }: KpiAlert,
  { id, unit }: { readonly id: string; readonly unit: string },
  path: Path,
): ConfigProblem[] {
  if (unit === "money" && currency === undefined)
    return [
      {
        path: [...path, "currency"],
        message: `must be a currency like EUR: ${id} is an amount, and amounts are never summed up across currencies`,
      },
    ];
  if (unit === "money" || currency === undefined) return [];
  return [{ path: [...path, "currency"], message: `is for amounts only, which ${id} is not` }];
}

function checkCalendar({ calendars }: DeskConfig, { calendar }: KpiAlert, path: Path): ConfigProblem[] {
  const hours = calendar === undefined ? undefined : calendars[calendar]?.hours;
  if (!hours) return optional(calendar, path, new Set(Object.keys(calendars)), "calendar");
  if (Object.values(hours).some((intervals) => intervals.length > 0)) return [];
  return [{ path, message: `"${calendar}" never opens, so that nobody would ever look: give it hours` }];
}
