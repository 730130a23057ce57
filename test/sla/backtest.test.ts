import { describe, expect, it } from "vitest";
import { backtestOf } from "../../src/sla/backtest.ts";
import { openPolicies } from "../../src/sla/open-policies.ts";
import { reachBack } from "../../src/sla/reach-back.ts";
import { ann, at, type Line, MINUTE } from "../facts/timetable.ts";
import { factsUnder, nineToFive, rules } from "./promised.ts";

const warned = rules({ warnAt: [{ share: 0.5 }] });
const day = { from: at("00:00"), to: at("3 00:00") };
const unknown = () => null;

async function tested(lines: readonly Line[], period = day, isOpen: () => boolean | null = unknown) {
  const { slaClocks } = await factsUnder([warned], ...lines);
  return backtestOf(slaClocks, period, isOpen);
}

/** A question at nine that is answered so many minutes after its target of an hour. */
function late(conversation: string, minutes: number): Line[] {
  const replied = new Date(at("10:00").getTime() + minutes * MINUTE).toISOString().slice(11, 19);
  return [
    ["09:00", "message.received", { conversation }],
    [replied, "message.sent", { conversation, ...ann }],
  ];
}

describe("a back test", () => {
  it("lists whom the clocks would have called, in order of time", async () => {
    const { alerts, warnings, breaches, met } = await tested([
      ...late("c1", 20),
      ["09:15", "message.received", { conversation: "c2" }],
      ["10:00", "message.sent", { conversation: "c2", ...ann }],
      ["11:00", "message.received", { conversation: "c3" }],
      ["11:10", "message.sent", { conversation: "c3", ...ann }],
    ]);

    expect(alerts.map((alert) => [alert.at, alert.kind, alert.conversation, alert.clearedAt])).toEqual([
      [at("09:30"), "warning", "c1", at("10:20")],
      [at("09:45"), "warning", "c2", at("10:00")],
      [at("10:00"), "breach", "c1", at("10:20")],
    ]);
    expect({ warnings, breaches, met }).toEqual({ warnings: 2, breaches: 1, met: 2 });
  });

  it("takes what falls in its period, its end not included", async () => {
    const period = { from: at("09:30"), to: at("10:00") };

    expect(await tested(late("c1", 20), period)).toMatchObject({ warnings: 1, breaches: 0 });
  });

  it("measures the time from breach to end by its median, and counts those that still wait apart", async () => {
    const waiting: Line = ["09:00", "message.received", { conversation: "c9" }];

    expect(await tested([...late("c1", 10), ...late("c2", 50), waiting])).toMatchObject({
      medianSecondsToClear: 30 * 60,
      stillWaiting: 1,
    });
    expect(await tested([...late("c1", 10), ...late("c2", 50), ...late("c3", 20)])).toMatchObject({
      medianSecondsToClear: 20 * 60,
      stillWaiting: 0,
    });
    expect(await tested([waiting])).toMatchObject({ medianSecondsToClear: null, breaches: 1 });
  });

  it("counts what comes outside business hours, not what comes as they end", async () => {
    const { slaClocks } = await factsUnder([warned], ["09:00", "message.received"]);
    const openUntil = (end: Date) => (_team: string | null, instant: Date) => instant < end;

    expect(backtestOf(slaClocks, day, openUntil(at("10:00"))).outsideHours).toBe(0);
    expect(backtestOf(slaClocks, day, openUntil(at("09:59"))).outsideHours).toBe(1);
    expect(backtestOf(slaClocks, day, unknown).outsideHours).toBeNull();
  });

  it("reaches back to all that may have been stopped before the period and is due in it", async () => {
    const saturdays = {
      name: "saturdays",
      rules: {
        timezone: "UTC",
        hours: { saturday: ["09:00-10:00"] },
        holidays: [],
        holidayCountry: null,
      },
    };
    const targets = { "first-response": 60, resolution: 180 };
    const policies = await openPolicies([
      rules({ targets, calendar: nineToFive() }),
      rules({ targets, calendar: saturdays }),
    ]);

    // Three hours of Saturdays before Monday 30 March begin on the 14th, which 16 days reach.
    expect(reachBack(policies, at("30 00:00"))).toEqual(at("14 00:00"));
    expect(reachBack([], at("30 00:00"))).toEqual(at("30 00:00"));
  });
});
