import { schedule } from "node-cron";
import type { ScheduleRoom } from "./schedule-room.ts";
import { tick } from "./tick.ts";

export interface Schedule {
  /** No further tick begins; waits for the one at work. */
  stop(): Promise<void>;
}

/** Ticks now, and then every minute until stopped. */
export function startSchedule(room: ScheduleRoom): Schedule {
  let current = Promise.resolve();
  const run = () => {
    current = tick(room).catch((error: unknown) => {
      room.logger.error({ err: error }, "The schedule could not be looked at; it is tried again in a minute");
    });
    return current;
  };
  const first = run();
  const task = schedule("* * * * *", () => first.then(run), {
    name: "digests",
    timezone: "UTC",
    noOverlap: true,
    suppressMissedWarning: true,
  });
  return {
    async stop() {
      await task.destroy();
      await current;
    },
  };
}
