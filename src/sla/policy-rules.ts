import { teamCalendars } from "../calendar/calendar-rules.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import type { TargetKind } from "../facts/sla-rows.ts";
import type { PolicyRules } from "./policy.ts";

/** The policies of a configuration, each with the calendar it is measured by. */
export function policyRules(config: DeskConfig): readonly PolicyRules[] {
  const { calendars } = teamCalendars(config);
  return config.sla.map(({ name, match, calendar, targets, warnAt, pauseWhenSnoozed }) => {
    const rules = calendar === undefined ? undefined : calendars[calendar];
    return {
      name,
      match,
      calendar: calendar !== undefined && rules ? { name: calendar, rules } : null,
      targets: {
        "first-response": targets.firstResponse,
        "next-response": targets.nextResponse,
        resolution: targets.resolution,
      },
      warnAt,
      pauseWhenSnoozed: pauseWhenSnoozed.map((name) => kinds[name]),
    };
  });
}

const kinds = {
  firstResponse: "first-response",
  nextResponse: "next-response",
  resolution: "resolution",
} as const satisfies Record<string, TargetKind>;
