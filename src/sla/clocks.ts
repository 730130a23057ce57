import type { ClockStory, SlaClocks } from "../facts/fold-context.ts";
import { type SlaClockRow, targetKinds } from "../facts/sla-rows.ts";
import { circumstancesOver } from "./circumstances.ts";
import { clocksOfWait } from "./clocks-of-wait.ts";
import type { SlaPolicy } from "./policy.ts";
import { waitsOf } from "./wait.ts";

/**
 * How a fold makes clocks, by the policies in force when each starts.
 *
 * @param policiesAt those in force at an instant, in their order
 */
export function slaClocksBy(policiesAt: (at: Date) => readonly SlaPolicy[]): SlaClocks {
  return ({ timeline, attributes, turns, episodes, snoozes }: ClockStory) => {
    const setting = {
      circumstances: circumstancesOver(timeline),
      snoozes: snoozes.map(({ fromAt, untilAt }) => ({ from: fromAt, until: untilAt })),
      policiesAt,
    };
    return waitsOf(turns, episodes)
      .flatMap((wait) =>
        clocksOfWait(wait, setting).map((clock) => ({ ...attributes, ...wait.credit, no: 0, ...clock })),
      )
      .sort(inTime)
      .map((row, index) => ({ ...row, no: index + 1 }));
  };
}

function inTime(a: SlaClockRow, b: SlaClockRow): number {
  return (
    a.startedAt.getTime() - b.startedAt.getTime() ||
    targetKinds.indexOf(a.kind) - targetKinds.indexOf(b.kind) ||
    a.ofNo - b.ofNo
  );
}
