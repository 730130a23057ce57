import { describe, expect, it } from "vitest";
import { policiesOver } from "../../src/sla/policies-over-time.ts";
import type { PolicyRules } from "../../src/sla/policy.ts";
import { ann, at, type Line } from "../facts/timetable.ts";
import { factsBy, nineToFive, rules } from "./promised.ts";

const office = rules({ calendar: nineToFive(), targets: { "first-response": 120 } });

/** When each clock is due and the version of its policy, under policies that count from the given times on. */
async function dues(
  versions: readonly (readonly [string | null, PolicyRules[]])[],
  ...lines: readonly Line[]
) {
  const said = versions.map(([from, content]) => ({ validFrom: from === null ? null : at(from), content }));
  const { slaClocks } = factsBy(await policiesOver(said), ...lines);
  return slaClocks.map(({ dueAt, policyVersion }) => ({ dueAt, policyVersion }));
}

describe("policies that change", () => {
  const holiday = { ...office, calendar: nineToFive("2026-03-03") };

  it("count for the clocks that start from their instant on, and leave those that run", async () => {
    const question = (conversation: string, time: string): Line => [
      time,
      "message.received",
      { conversation },
    ];

    const clocks = await dues(
      [
        [null, [office]],
        ["16:00", [holiday]],
      ],
      question("c1", "15:59"),
      question("c2", "16:00"),
    );

    // The third of March became a holiday at four o'clock.
    expect(clocks.map(({ dueAt }) => dueAt)).toEqual([at("3 09:59"), at("4 10:00")]);
    expect(new Set(clocks.map(({ policyVersion }) => policyVersion)).size).toBe(2);
  });

  it("count for a clock that a change of priority starts", async () => {
    const short = rules({ targets: { "first-response": 30 } });

    expect(
      (
        await dues(
          [
            [null, [rules()]],
            ["09:10", [short]],
          ],
          ["09:00", "message.received"],
          ["09:20", "conversation.updated", { priority: "high" }],
          ["09:25", "message.sent", ann],
        )
      ).map(({ dueAt }) => dueAt),
    ).toEqual([at("10:00"), at("09:30")]);
  });

  it("promise nothing before the first of them", async () => {
    expect(await dues([["10:00", [office]]], ["09:00", "message.received"])).toEqual([]);
  });

  it("have the version of what they say: not of the others, nor of the order in which it is written", async () => {
    const { match, ...rest } = office;
    const [before] = await dues([[null, [office]]], ["09:00", "message.received"]);
    const [after] = await dues(
      [[null, [{ ...rest, match }, rules({ name: "other" })]]],
      ["09:00", "message.received"],
    );

    expect(after?.policyVersion).toBe(before?.policyVersion);
  });
});
