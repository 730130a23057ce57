import type { Period } from "../calendar/period.ts";
import { zoned } from "../calendar/zoned.ts";

/** When of all the most came, by the local clock of a zone. Of times that are level the first. */
export interface BusiestTimes {
  /** 2026-03-02 */
  readonly day: { readonly day: string; readonly alerts: number };
  /** Of all days together: 9 is from 9:00 to 10:00. */
  readonly hour: { readonly hour: number; readonly alerts: number };
}

/** undefined where there are none. */
export function busiestTimes(
  alerts: readonly { readonly at: Date }[],
  { timezone }: Pick<Period, "timezone">,
): BusiestTimes | undefined {
  const locals = alerts.map(({ at }) => zoned(at, timezone));
  const day = mostOf(locals.map((local) => local.toPlainDate().toString()));
  const hour = mostOf(locals.map((local) => local.hour));
  if (!day || !hour) return undefined;
  return { day: { day: day.value, alerts: day.count }, hour: { hour: hour.value, alerts: hour.count } };
}

function mostOf<T extends string | number>(
  values: readonly T[],
): { readonly value: T; readonly count: number } | undefined {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, { length }]) => ({
    value,
    count: length,
  }));
  return counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))[0];
}
