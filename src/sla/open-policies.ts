import { createHash } from "node:crypto";
import { sharedCalendar } from "../calendar/business-calendar.ts";
import type { PolicyRules, SlaPolicy } from "./policy.ts";
import { aroundTheClock, hoursOf } from "./working-time.ts";

/**
 * Policies with their calendars worked out.
 *
 * @throws OperationError where the holidays of a calendar's country are not known
 */
export async function openPolicies(rules: readonly PolicyRules[]): Promise<readonly SlaPolicy[]> {
  return await Promise.all(
    rules.map(async (policy) => ({
      ...policy,
      version: versionOf(policy),
      calendar: policy.calendar?.name ?? null,
      time: policy.calendar ? hoursOf(await sharedCalendar(policy.calendar.rules)) : aroundTheClock,
    })),
  );
}

/** Of the content, so that it stays where another policy changes; the order of keys says nothing. */
function versionOf(rules: PolicyRules): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(rules)))
    .digest("hex")
    .slice(0, 12);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, sorted(field)]),
  );
}
