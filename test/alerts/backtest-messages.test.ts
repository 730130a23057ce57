import { describe, expect, it } from "vitest";
import { backtestMessages } from "../../src/alerts/backtest-messages.ts";
import { SlaPolicy } from "../../src/config/sla-policy.ts";
import { ann, at, type Line, MINUTE } from "../facts/timetable.ts";
import { factsUnder, rules } from "../sla/promised.ts";

const HOUR = 60 * MINUTE;
/** Warned after half an hour, due after an hour. */
const warned = rules({ warnAt: [{ share: 0.5 }] });
const day = { from: at("00:00"), to: at("3 00:00") };

async function messages(settings: object, lines: readonly Line[], period = day) {
  const { slaClocks } = await factsUnder([warned], ...lines);
  const policy = SlaPolicy.parse({ name: "standard", targets: { firstResponse: "1h" }, ...settings });
  return backtestMessages(slaClocks, policy, "UTC", period);
}

/** A question at an hour, answered so many minutes later. */
function asked(conversation: string, hour: number, minutes: number): Line[] {
  const time = (ms: number) => new Date(at("00:00").getTime() + ms).toISOString().slice(11, 19);
  return [
    [time(hour * HOUR), "message.received", { conversation }],
    [time(hour * HOUR + minutes * MINUTE), "message.sent", { conversation, ...ann }],
  ];
}

const both = { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }, { slack: "C2" }] };

describe("the messages that a policy would have posted", () => {
  it("are none to nobody", async () => {
    expect(await messages({}, asked("c1", 9, 90))).toBeNull();
  });

  it("are one a promise and place, however often it warned", async () => {
    // c1: C1 at the warning, C2 at the breach. c2: C1 alone. c3 was answered before its warning.
    const lines = [...asked("c1", 9, 90), ...asked("c2", 9, 45), ...asked("c3", 9, 20)];

    expect(await messages({ notify: both }, lines)).toEqual({ posted: 3, heldBack: 0, settledUnseen: 0 });
    expect(await messages({ notify: { breach: [{ slack: "C1" }] } }, lines)).toMatchObject({ posted: 1 });
    expect(await messages({ notify: { warning: [{ slack: "C1" }] } }, lines)).toMatchObject({ posted: 2 });
  });

  it("wait for the end of quiet hours, and are none of what was settled before", async () => {
    const quiet = { notify: both, quietHours: ["09:00-11:00"] };
    // Warned 9:30 and 9:30, broken 10:00 and 10:00; one is answered at 10:30, the other at 12:00.
    const lines = [...asked("c1", 9, 90), ...asked("c2", 9, 180)];

    expect(await messages(quiet, lines)).toEqual({ posted: 2, heldBack: 4, settledUnseen: 1 });
  });

  it("are those of the period: what stood before is edited, not posted again", async () => {
    const from = { from: at("09:45"), to: at("3 00:00") };

    expect(await messages({ notify: both }, asked("c1", 9, 90), from)).toMatchObject({ posted: 1 });
    expect(
      await messages({ notify: both, quietHours: ["09:00-11:00"] }, asked("c1", 9, 180), {
        from: at("09:00"),
        to: at("09:50"),
      }),
    ).toEqual({ posted: 0, heldBack: 1, settledUnseen: 0 });
  });

  it("go on where a change of priority replaced the clock", async () => {
    const lines: Line[] = [
      ["09:00", "message.received", { conversation: "c1" }],
      ["09:40", "conversation.updated", { conversation: "c1", priority: "high" }],
      ["10:30", "message.sent", { conversation: "c1", ...ann }],
    ];

    // Warned 9:30; the second clock begins with its warning at 9:40; broken 10:00.
    expect(await messages({ notify: both }, lines)).toMatchObject({ posted: 2 });
    expect(await messages({ notify: both, quietHours: ["09:00-10:15"] }, lines)).toEqual({
      posted: 2,
      heldBack: 3,
      settledUnseen: 0,
    });
  });
});
