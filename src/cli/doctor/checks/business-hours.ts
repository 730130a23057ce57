import type { Check } from "../check.ts";
import { fine, warning } from "../finding.ts";
import { listed } from "../listed.ts";

/** Whether every team has hours to be measured by. */
export const businessHours: Check = {
  name: "business-hours",
  async look({ config }) {
    const teams = Object.entries(config.teams);
    const without = teams.filter(([, { calendar }]) => calendar === undefined).map(([team]) => team);
    const empty = Object.entries(config.calendars)
      .filter(([, { hours }]) => Object.values(hours).every((day) => (day ?? []).length === 0))
      .map(([name]) => name);
    const unpromised = config.sla.length === 0 && teams.length > 0;
    const findings = [
      ...(without.length > 0
        ? [
            warning(
              `Nothing is measured in business hours for ${listed(without)}: no calendar is set.`,
              "Set teams.<team>.calendar in deskpulse.yaml; docs/calendars.md tells how.",
            ),
          ]
        : []),
      ...empty.map((name) =>
        warning(`The calendar ${name} is never open.`, `Give calendars.${name}.hours a day with hours.`),
      ),
      ...(unpromised
        ? [
            warning(
              "No SLA policy is set, so nothing counts as late.",
              "Write sla in deskpulse.yaml; docs/sla.md tells how.",
            ),
          ]
        : []),
    ];
    return findings.length > 0 || teams.length === 0
      ? findings
      : [fine("Every team has a calendar, and there are SLA policies.")];
  },
};
