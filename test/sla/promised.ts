import { plainFoldContext } from "../../src/facts/fold-context.ts";
import { foldConversations } from "../../src/facts/fold-conversations.ts";
import type { FactRows } from "../../src/facts/rows.ts";
import type { SlaClockRow, TargetKind } from "../../src/facts/sla-rows.ts";
import { slaClocksBy } from "../../src/sla/clocks.ts";
import { openPolicies } from "../../src/sla/open-policies.ts";
import type { PolicyRules, SlaPolicy } from "../../src/sla/policy.ts";
import { at, events, type Line, MINUTE } from "../facts/timetable.ts";

/** A policy of minutes, day and night, unless told otherwise. */
export function rules({
  targets,
  ...more
}: Partial<Omit<PolicyRules, "targets">> & {
  readonly targets?: { readonly [K in TargetKind]?: number };
} = {}): PolicyRules {
  const minutes = Object.entries(targets ?? { "first-response": 60 });
  return {
    name: "standard",
    match: {},
    calendar: null,
    targets: Object.fromEntries(minutes.map(([kind, target]) => [kind, target * MINUTE])),
    warnAt: [],
    pauseWhenSnoozed: [],
    ...more,
  };
}

/** Working hours in UTC from 9 to 17, on every day of March 2026 but the holidays. */
export function nineToFive(...holidays: readonly string[]): PolicyRules["calendar"] {
  const hours = { hours: week(["09:00-17:00"]) };
  return { name: "office", rules: { timezone: "UTC", ...hours, holidays, holidayCountry: null } };
}

function week(intervals: readonly string[]) {
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
  return Object.fromEntries(days.map((day) => [day, intervals]));
}

/** The facts of a timetable under policies that are in force all the time. */
export async function factsUnder(
  policies: readonly PolicyRules[],
  ...lines: readonly Line[]
): Promise<FactRows> {
  const open = await openPolicies(policies);
  return factsBy(() => open, ...lines);
}

export function factsBy(policiesAt: (at: Date) => readonly SlaPolicy[], ...lines: readonly Line[]): FactRows {
  return foldConversations(events(...lines), { ...plainFoldContext, slaClocks: slaClocksBy(policiesAt) });
}

/** One a clock: kind, start, due, stop, ending. */
export async function clocksUnder(policy: PolicyRules | readonly PolicyRules[], ...lines: readonly Line[]) {
  const { slaClocks } = await factsUnder([policy].flat(), ...lines);
  return slaClocks.map((clock) => [clock.kind, clock.startedAt, clock.dueAt, clock.stoppedAt, clock.ending]);
}

/** An expected clock, by the times of a timetable. */
export function clock(
  kind: TargetKind,
  started: string,
  due: string | null,
  stopped: string | null,
  ending: SlaClockRow["ending"],
) {
  return [kind, at(started), due && at(due), stopped && at(stopped), ending];
}
