import type { SeriesChart } from "../../charts/chart-spec.ts";
import type { Unit } from "../../charts/unit.ts";

/**
 * Ends of the value axis. Teams draws five ticks from end to end of the values, 6.17 and 18.5 among them: these ends
 * make them round.
 *
 * @param values as shown
 */
export function axisRange(
  unit: Unit,
  values: readonly (number | null)[],
): { yMin: number; yMax: number } | undefined {
  const highest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  if (highest === 0 || values.some((value) => value !== null && value < 0)) return undefined;
  const power = 10 ** Math.floor(Math.log10(highest / TICKS));
  const steps = roundSteps.map((round) => Number((round * power).toPrecision(2)));
  const fits = (step: number) => step * TICKS >= highest && (unit !== "count" || Number.isInteger(step));
  const step = steps.find(fits) ?? Math.ceil(highest / TICKS);
  return { yMin: 0, yMax: Number((step * TICKS).toPrecision(3)) };
}

/** Above zero. */
const TICKS = 4;
const roundSteps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10];

/**
 * How a day is written where "Mon 13" would be cut to its first letter, and an hour where "08:00" would be. A line takes
 * dates, and spaces and thins them out itself; bars show every label, so beyond a week they are numbers, and the months
 * stand below them.
 */
export function shortLabel(spec: SeriesChart, index: number): string | undefined {
  const day = spec.days?.[index];
  if (day === undefined && isOfHours(spec)) return spec.labels[index]?.replace(/:00$/, "");
  if (day === undefined || spec.kind === "line") return day;
  return isNumbered(spec) ? String(Number(day.slice(8))) : undefined;
}

/** "November", or "October and November", where days are numbers. */
export function monthsBelow(spec: SeriesChart): string | undefined {
  if (!isNumbered(spec)) return undefined;
  const names = (spec.days ?? []).map((day) => months[Number(day.slice(5, 7)) - 1]);
  return [...new Set(names)].join(" and ");
}

function isOfHours({ kind, labels }: SeriesChart): boolean {
  return kind === "bar" && labels.length > 8 && labels.every((label) => /^\d\d:00$/.test(label));
}

function isNumbered({ kind, days = [] }: SeriesChart): boolean {
  return kind === "bar" && days.length > 7;
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
