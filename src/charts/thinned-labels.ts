import { cut, labelWidth } from "./chart-style.ts";

const PLOT_WIDTH = 780;
const GAP = 20;
const LONGEST = 16;
/** 7 and its multiples keep the weekday. */
const steps = [1, 2, 3, 4, 7, 14, 28, 56];

/**
 * As many labels as fit side by side, the others empty. The last moment is always named, since it is what a digest is
 * about; the hours of a day count from the first.
 */
export function thinned(labels: readonly string[]): readonly string[] {
  const short = labels.map((label) => cut(label, LONGEST));
  const needed = Math.max(0, ...short.map(labelWidth)) + GAP;
  const fitting = steps.find((one) => (one * PLOT_WIDTH) / labels.length >= needed) ?? labels.length;
  const step = fitting > 2 && labels.length % 7 === 0 ? Math.max(fitting, 7) : fitting;
  const anchor = labels.length === 24 ? 0 : (labels.length - 1) % step;
  return short.map((label, at) => (at % step === anchor ? label : ""));
}
