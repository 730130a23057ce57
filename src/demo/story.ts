import type { Arrival } from "./arrivals.ts";
import type { DemoAgent } from "./demo-team.ts";
import type { DeskClock } from "./desk-clock.ts";
import type { EventRecorder } from "./event-recorder.ts";
import type { Random } from "./random.ts";

/** A conversation being told: `at` moves forward with every event. */
export interface Story extends EventRecorder {
  readonly conversation: string;
  readonly customer: string;
  readonly arrival: Arrival;
  readonly clock: DeskClock;
  readonly random: Random;
  readonly onDuty: (team: DemoAgent["team"], at: number) => readonly DemoAgent[];
  at: number;
  agent: DemoAgent;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export function wholeSecond(milliseconds: number): number {
  return Math.round(milliseconds / SECOND) * SECOND;
}
