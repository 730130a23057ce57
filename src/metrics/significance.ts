import { binomialTwoSided, normalTwoSided, studentTwoSided } from "./distributions.ts";

/** What a value rests on, as far as the test of a difference needs it. */
export type Evidence =
  /** Things counted over so much time; any unit. */
  | { readonly kind: "count"; readonly count: number; readonly exposure: number }
  | { readonly kind: "rate"; readonly hits: number; readonly trials: number }
  /** Mean and sample variance of n values: logarithms of durations, or scores. */
  | { readonly kind: "spread"; readonly n: number; readonly mean: number; readonly variance: number };

export interface Difference {
  /** How probable it is that chance alone makes a difference this large. */
  readonly p: number;
  /** Whether the current one is larger; 0 where they are equal. */
  readonly sign: -1 | 0 | 1;
}

/** Tests whether two pieces of evidence differ; undefined where they cannot be compared. */
export function differenceOf(current: Evidence, previous: Evidence): Difference | undefined {
  if (current.kind === "count" && previous.kind === "count") return ofCounts(current, previous);
  if (current.kind === "rate" && previous.kind === "rate") return ofRates(current, previous);
  if (current.kind === "spread" && previous.kind === "spread") return ofSpreads(current, previous);
  return undefined;
}

type Count = Extract<Evidence, { kind: "count" }>;
type Rate = Extract<Evidence, { kind: "rate" }>;
type Spread = Extract<Evidence, { kind: "spread" }>;

/** The conditional test of two Poisson counts: given their sum, one is binomial with its share of the exposure. */
function ofCounts(a: Count, b: Count): Difference | undefined {
  const total = a.count + b.count;
  const exposure = a.exposure + b.exposure;
  if (total === 0 || a.exposure <= 0 || b.exposure <= 0) return undefined;
  const share = a.exposure / exposure;
  return { p: binomialTwoSided(a.count, total, share), sign: signOf(a.count - total * share) };
}

/** The two-proportion z test with the pooled share. */
function ofRates(a: Rate, b: Rate): Difference | undefined {
  if (a.trials === 0 || b.trials === 0) return undefined;
  const pooled = (a.hits + b.hits) / (a.trials + b.trials);
  const difference = a.hits / a.trials - b.hits / b.trials;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.trials + 1 / b.trials));
  return { p: error === 0 ? 1 : normalTwoSided(difference / error), sign: signOf(difference) };
}

/** Welch's t test. */
function ofSpreads(a: Spread, b: Spread): Difference | undefined {
  if (a.n < 2 || b.n < 2) return undefined;
  const [left, right] = [a.variance / a.n, b.variance / b.n];
  const difference = a.mean - b.mean;
  const sign = signOf(difference);
  if (left + right === 0) return { p: sign === 0 ? 1 : 0, sign };
  const share = left / (left + right);
  const degrees = 1 / (share ** 2 / (a.n - 1) + (1 - share) ** 2 / (b.n - 1));
  return { p: studentTwoSided(difference / Math.sqrt(left + right), degrees), sign };
}

function signOf(value: number): -1 | 0 | 1 {
  if (value === 0) return 0;
  return value > 0 ? 1 : -1;
}
