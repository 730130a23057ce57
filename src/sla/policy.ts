import type { CalendarRules } from "../calendar/calendar-rules.ts";
import type { TargetKind } from "../facts/sla-rows.ts";
import type { WorkingTime } from "./working-time.ts";

/** Which conversations a policy is for: any of the values of each; what is left out may be anything. */
export type PolicyMatch = { readonly [K in MatchKey]?: readonly string[] | undefined };

export const matchKeys = ["channel", "team", "priority", "segment", "tag", "topic"] as const;
export type MatchKey = (typeof matchKeys)[number];

/** When a clock is near its due time: a share of its target is used up, or so much working time is left. */
export type WarningPoint = { readonly share: number } | { readonly before: number };

/** A policy as it is stored: with the calendar it is measured by, as that was when it was applied. */
export interface PolicyRules {
  readonly name: string;
  readonly match: PolicyMatch;
  /** null: day and night. */
  readonly calendar: { readonly name: string; readonly rules: CalendarRules } | null;
  /** In milliseconds of working time. */
  readonly targets: { readonly [K in TargetKind]?: number | undefined };
  readonly warnAt: readonly WarningPoint[];
  readonly pauseWhenSnoozed: readonly TargetKind[];
}

/** A policy to run clocks by. */
export interface SlaPolicy extends Omit<PolicyRules, "calendar"> {
  /** Tells rules apart by what they say. */
  readonly version: string;
  readonly calendar: string | null;
  readonly time: WorkingTime;
}
