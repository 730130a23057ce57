import type { Unit } from "./unit.ts";

/** How the values of one chart are shown: all in one unit that people read without arithmetic. */
export interface ValueScale {
  /** Base value to shown value, rounded to what can be seen. */
  shown(value: number): number;
  /** A shown value as text: "1,204", "12.5", "94 %". */
  text(shown: number): string;
  /** For the axis: "minutes", "hours"; undefined where the ticks say it. */
  readonly axisTitle: string | undefined;
  /** Tick distances that read well; undefined leaves it to the library. */
  readonly steps: readonly number[] | undefined;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** The largest unit of which the largest value has at least three. */
const spans = [
  { seconds: DAY, name: "days", steps: [1, 2, 5, 7, 14, 28] },
  { seconds: HOUR, name: "hours", steps: [1, 2, 3, 4, 6, 12, 24, 48] },
  { seconds: MINUTE, name: "minutes", steps: [1, 2, 5, 10, 15, 20, 30, 45, 60] },
  { seconds: 1, name: "seconds", steps: [1, 2, 5, 10, 15, 30, 60] },
] as const;

/**
 * Chooses the scale for a chart. Durations (seconds) become seconds, minutes, hours or days for the whole chart, by its
 * largest value.
 */
export function valueScale(unit: Unit, values: readonly (number | null)[]): ValueScale {
  const largest = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  const span =
    unit === "duration" ? (spans.find(({ seconds }) => largest >= 3 * seconds) ?? spans[3]) : undefined;
  const divisor = span?.seconds ?? 1;
  const decimals = decimalsFor(largest / divisor);
  const format = new Intl.NumberFormat("en", { maximumFractionDigits: decimals });
  const suffix = unit === "percent" ? "\u00a0%" : "";
  return {
    shown: (value) => Number((value / divisor).toFixed(decimals)),
    text: (shown) => `${format.format(shown)}${suffix}`,
    axisTitle: span?.name,
    steps: span?.steps,
  };
}

/** As many as can be told apart in a picture, the same for the whole chart. */
function decimalsFor(largest: number): number {
  if (largest >= 100) return 0;
  return largest >= 10 ? 1 : 2;
}
