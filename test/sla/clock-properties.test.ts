import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SlaClockRow } from "../../src/facts/sla-rows.ts";
import { openPolicies } from "../../src/sla/open-policies.ts";
import type { PolicyRules, SlaPolicy } from "../../src/sla/policy.ts";
import { ann, at, type Line, MINUTE } from "../facts/timetable.ts";
import { type Happening, type MinutePolicy, type WalkedClock, walk } from "./minute-walk.ts";
import { factsBy, rules } from "./promised.ts";

const START = at("10:00").getTime();
const kinds = ["first-response", "next-response", "resolution"] as const;

/** Opening hours from 10:00 on, in minutes. */
const calendars = {
  none: undefined,
  split: [
    [5, 20],
    [30, 70],
    [90, 839],
  ],
  late: [[25, 839]],
} as const;

const policy = fc.record({
  calendar: fc.constantFrom("none", "split", "late" as const),
  targets: fc.record(
    Object.fromEntries(kinds.map((kind) => [kind, fc.integer({ min: 1, max: 20 }).map((half) => 2 * half)])),
    { requiredKeys: [] },
  ),
  pauses: fc.subarray([...kinds]),
});
type Policy = typeof policy extends fc.Arbitrary<infer T> ? T : never;

/** By priority, in the order in which they are listed; one of them may be promised nothing. */
const policies = fc.record({ high: policy, low: policy }, { requiredKeys: ["high"] });

const ranks = [
  "opened",
  "updated",
  "unsnoozed",
  "reopened",
  "received",
  "handed-over",
  "sent",
  "snoozed",
  "resolved",
];
const happening: fc.Arbitrary<Happening> = fc.record({
  minute: fc.integer({ min: 0, max: 100 }),
  type: fc.constantFrom(
    ...([
      "updated",
      "unsnoozed",
      "reopened",
      "received",
      "received",
      "handed-over",
      "sent",
      "snoozed",
      "resolved",
    ] as const),
  ),
  priority: fc.constantFrom("high", "low", null),
});
const story = fc
  .tuple(fc.boolean(), fc.array(happening, { maxLength: 14 }))
  .map(([byCustomer, later]): readonly Happening[] => [
    { minute: 0, type: "opened", byCustomer },
    ...later.toSorted((a, b) => a.minute - b.minute || ranks.indexOf(a.type) - ranks.indexOf(b.type)),
  ]);

function asLine({ minute, type, priority, byCustomer }: Happening): Line {
  const time = new Date(START + minute * MINUTE).toISOString().slice(11, 19);
  const message = type === "received" || type === "sent";
  const data = {
    opened: { initiatedBy: byCustomer ? "customer" : "agent" },
    updated: { priority: priority ?? null },
    sent: ann,
    "handed-over": { from: "bot" },
  }[type as string];
  return [time, message ? `message.${type}` : `conversation.${type}`, data ?? {}];
}

function asRules(priority: string, { calendar, targets, pauses }: Policy): PolicyRules {
  const hours = calendars[calendar]?.map(([from, to]) => `${clockTime(from)}-${clockTime(to)}`);
  return rules({
    name: priority,
    match: { priority: [priority] },
    targets,
    warnAt: [{ share: 0.5 }],
    pauseWhenSnoozed: pauses,
    calendar: hours
      ? {
          name: calendar,
          rules: { timezone: "UTC", hours: { monday: hours }, holidays: [], holidayCountry: null },
        }
      : null,
  });
}

function clockTime(minute: number): string {
  return new Date(START + minute * MINUTE).toISOString().slice(11, 16);
}

function asMinutes(priority: string, { calendar, targets, pauses }: Policy): MinutePolicy {
  const hours = calendars[calendar];
  const isOpen = (minute: number) =>
    hours === undefined || hours.some(([from, to]) => from <= minute && minute < to);
  return { priority, targets, pauses, isOpen };
}

function inMinutes(clock: SlaClockRow): WalkedClock {
  const minute = (instant: Date | null | undefined) =>
    instant ? (instant.getTime() - START) / MINUTE : null;
  return {
    kind: clock.kind,
    priority: clock.priority,
    startedAt: minute(clock.startedAt) ?? Number.NaN,
    carried: clock.carriedMs / MINUTE,
    dueAt: minute(clock.dueAt),
    warnAt: minute(clock.warnAt[0]),
    stoppedAt: minute(clock.stoppedAt),
    ending: clock.ending,
  };
}

function sorted(clocks: readonly WalkedClock[]): readonly WalkedClock[] {
  return clocks.toSorted((a, b) => a.startedAt - b.startedAt || (a.kind < b.kind ? -1 : 1));
}

describe("the clocks of any conversation", () => {
  it("are those of a walk through its minutes", async () => {
    await fc.assert(
      fc.asyncProperty(story, policies, async (happenings, byPriority) => {
        const named = Object.entries(byPriority);
        const open: readonly SlaPolicy[] = await openPolicies(named.map(([name, one]) => asRules(name, one)));
        const { slaClocks } = factsBy(() => open, ...happenings.map(asLine));

        const expected = walk(
          happenings,
          named.map(([name, one]) => asMinutes(name, one)),
        );
        expect(sorted(slaClocks.map(inMinutes))).toEqual(sorted(expected));
      }),
      { numRuns: 400 },
    );
  });
});
