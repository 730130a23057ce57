import { afterBusinessMs, type BusinessCalendar, businessMs } from "../calendar/business-calendar.ts";

/** The time that a clock counts. */
export interface WorkingTime {
  /** Milliseconds of it in [from, to). */
  between(from: Date, to: Date): number;
  /** The first instant by which so much of it has passed since `from`; null where that never comes. */
  after(from: Date, ms: number): Date | null;
}

/** The business hours of a calendar. */
export function hoursOf(calendar: BusinessCalendar): WorkingTime {
  return {
    between: (from, to) => businessMs(calendar, from, to),
    after: (from, ms) => afterBusinessMs(calendar, from, ms),
  };
}

/** Of a policy that names no calendar: a promise that holds day and night. */
export const aroundTheClock: WorkingTime = {
  between: (from, to) => Math.max(0, to.getTime() - from.getTime()),
  after: (from, ms) => new Date(from.getTime() + Math.max(0, ms)),
};
