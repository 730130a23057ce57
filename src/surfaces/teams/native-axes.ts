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
 * How a day is written where "Mon 13" would be cut to its first letter. A line takes dates and spaces and thins them out
 * itself; bars show every label, so beyond a week they are numbers, with the month where it begins.
 */
export function shortLabel({ kind, days }: SeriesChart, index: number): string | undefined {
  const day = days?.[index];
  if (day === undefined || kind === "line") return day;
  if ((days?.length ?? 0) <= 7) return undefined;
  const number = String(Number(day.slice(8)));
  const isFirst = index === 0 || day.endsWith("-01");
  return isFirst ? `${number} ${months[Number(day.slice(5, 7)) - 1]}` : number;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
