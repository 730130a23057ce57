import type { ConfigProblem } from "../config/config-problem.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import type { SlaPolicy } from "../config/sla-policy.ts";
import { hiddenBy, sharedBy } from "../sla/overlap.ts";
import { checkPeople } from "./check-people.ts";
import { checkTeam, optional, repeated } from "./references.ts";

type Path = ConfigProblem["path"];

/** Policies that promise what cannot be measured, warn too late, or stand in each other's way. */
export function checkSlaPolicies(
  config: DeskConfig,
  written: (path: Path) => unknown,
): readonly ConfigProblem[] {
  return [
    ...repeated(config.sla.map(({ name }) => name)).map((no) => ({
      path: ["sla", no, "name"],
      message: "must be another name: this one stands above already",
    })),
    ...config.sla.flatMap((policy, no) => [
      ...checkCalendar(config, policy, ["sla", no, "calendar"]),
      ...(policy.match.team ?? []).flatMap((team) => checkTeam(config, team, ["sla", no, "match", "team"])),
      ...checkWarnings(policy, ["sla", no, "warnAt"]),
      ...checkPeople(config, policy, ["sla", no, "escalate"]),
      ...checkOverlap(config.sla, no, written(["sla", no, "match"]) !== undefined),
    ]),
  ];
}

function checkCalendar({ calendars }: DeskConfig, { calendar }: SlaPolicy, path: Path): ConfigProblem[] {
  const hours = calendar === undefined ? undefined : calendars[calendar]?.hours;
  if (!hours) return optional(calendar, path, new Set(Object.keys(calendars)), "calendar");
  if (Object.values(hours).some((intervals) => intervals.length > 0)) return [];
  return [{ path, message: `"${calendar}" never opens, so that nothing would ever be due: give it hours` }];
}

/** A warning must come after the clock has started and before it is due, whatever is promised. */
function checkWarnings({ targets, warnAt }: SlaPolicy, path: Path): ConfigProblem[] {
  const spans = Object.values(targets).filter((target) => target !== undefined);
  return warnAt.flatMap((point, no) => {
    if ("share" in point) {
      if (point.share > 0 && point.share < 1) return [];
      const message = "must be more than 0 % and less than 100 %: a warning comes before the due time";
      return [{ path: [...path, no], message }];
    }
    if (point.before > 0 && spans.every((target) => point.before < target)) return [];
    const message = "must be shorter than every target of the policy: a warning comes before the due time";
    return [{ path: [...path, no], message }];
  });
}

/** Of policies that match one conversation the first counts: one that is never reached, or half, is a slip. */
function checkOverlap(policies: readonly SlaPolicy[], no: number, hasMatch: boolean): ConfigProblem[] {
  const policy = policies[no];
  if (!policy) return [];
  const above = policies.slice(0, no);
  const path: Path = ["sla", no, hasMatch ? "match" : "name"];
  const hiding = hiddenBy(policy, above);
  if (hiding) {
    const names = hiding.map(({ name }) => `"${name}"`).join(" and ");
    const message = `matches no conversation that ${names} above does not match, and the first policy that matches counts: move it up, or narrow what stands above`;
    return [{ path, message }];
  }
  for (const other of above) {
    const shared = sharedBy(other.match, policy.match);
    if (shared.length === 0) continue;
    const message = `overlaps with "${other.name}" above, which has ${shared.join(", ")} too: take it out of one of them`;
    return [{ path, message }];
  }
  return [];
}
