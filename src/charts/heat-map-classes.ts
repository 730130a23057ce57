import { stepColours } from "./palette.ts";
import type { ValueScale } from "./value-scale.ts";

/** The cells drawn in one colour. */
export interface HeatMapClass {
  readonly label: string;
  readonly colour: string;
  holds(value: number): boolean;
}

/**
 * Up to six classes of equal width with round bounds, light to dark; zero has the lightest to itself.
 *
 * @param values the measured ones, as shown
 */
export function heatMapClasses(values: readonly number[], scale: ValueScale): HeatMapClass[] {
  const most = Math.max(0, ...values);
  const isWhole = values.every(Number.isInteger);
  const step = roundStep(most / (stepColours.length - 1), isWhole);
  const classes: HeatMapClass[] = [];
  if (values.includes(0)) {
    classes.push({ label: scale.text(0), colour: stepColours[0], holds: (value) => value === 0 });
  }
  for (let index = 1; (index - 1) * step < most; index += 1) {
    const low = (index - 1) * step;
    const high = index * step;
    classes.push({
      label: rangeText(low, high, isWhole, scale),
      colour: stepColours[index] ?? stepColours[5],
      holds: (value) => value > low && value <= high,
    });
  }
  return classes;
}

/** Short counts name both ends, all else what it goes up to. */
function rangeText(low: number, high: number, isWhole: boolean, scale: ValueScale): string {
  if (!isWhole || high > 999) return `≤ ${scale.text(high)}`;
  return high - low === 1 ? scale.text(high) : `${scale.text(low + 1)}–${scale.text(high)}`;
}

/** The next of 1, 1.5, 2, 2.5, 3, 4, 5, 10, 15, … that is large enough. */
function roundStep(least: number, isWhole: boolean): number {
  if (least <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 10].map((factor) => Number((factor * power).toPrecision(3)));
  return steps.find((step) => step >= least && (!isWhole || Number.isInteger(step))) ?? 1;
}
