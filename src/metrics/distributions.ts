/** ln Γ(x) for x > 0, by Lanczos' approximation. */
function logGamma(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const t = shifted + coefficients.length - 0.5;
  const series = coefficients.reduce((sum, c, index) => sum + c / (shifted + index + 1), 0.9999999999998099);
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series);
}

/** The regularised incomplete beta function I_x(a, b), by its continued fraction. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return (Math.exp(logFront) / a) * betaFraction(x, a, b);
}

/** Lentz' evaluation; converges in O(√max(a, b)) steps. */
function betaFraction(x: number, a: number, b: number): number {
  const nonZero = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-14) break;
  }
  return fraction;
}

/** P(|T| ≥ |t|) for Student's t with the given degrees of freedom, which need not be whole. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/** P(|Z| ≥ |z|) for the standard normal, by a Chebyshev fit of erfc with a relative error below 1.2e-7. */
export function normalTwoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  return t * Math.exp(coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0) - x * x);
}

/** P(X ≤ k) for X binomial. */
function binomialAtMost(k: number, trials: number, probability: number): number {
  if (k < 0) return 0;
  if (k >= trials) return 1;
  return incompleteBeta(1 - probability, trials - k, k + 1);
}

function logBinomial(k: number, trials: number, probability: number): number {
  const choices = logGamma(trials + 1) - logGamma(k + 1) - logGamma(trials - k + 1);
  return choices + k * Math.log(probability) + (trials - k) * Math.log1p(-probability);
}

/** The exact two-sided test: the probability of all outcomes no likelier than the one seen. */
export function binomialTwoSided(hits: number, trials: number, probability: number): number {
  const mean = trials * probability;
  if (hits === mean) return 1;
  const limit = logBinomial(hits, trials, probability) + 1e-7;
  const isUnlikely = (k: number) => logBinomial(k, trials, probability) <= limit;
  if (hits > mean) {
    const lower = firstWhere(0, Math.floor(mean) + 1, (k) => !isUnlikely(k)) - 1;
    return Math.min(
      1,
      binomialAtMost(lower, trials, probability) + 1 - binomialAtMost(hits - 1, trials, probability),
    );
  }
  const upper = firstWhere(Math.ceil(mean), trials + 1, isUnlikely);
  return Math.min(
    1,
    binomialAtMost(hits, trials, probability) + 1 - binomialAtMost(upper - 1, trials, probability),
  );
}

/** The first of [from, to) that holds, `to` if none does; all after it must hold too. */
function firstWhere(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
