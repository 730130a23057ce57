import type { Unit } from "../charts/unit.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { MetricResult } from "./metric-result.ts";

/** How a reader's language writes numbers: BCP 47. Words stay English. */
export type Locale = string;

export const DEFAULT_LOCALE: Locale = "en";

/** Making a format takes a hundred times as long as using it. */
const formats = new Map<string, Intl.NumberFormat>();

function decimal(value: number, digits: 0 | 1 | 2, locale: Locale): string {
  const key = `${locale}/${digits}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
  formats.set(key, format);
  return format.format(value);
}

/**
 * A value as people read it: "1,204", "10m 32s", "94 %", "4.3", "no data".
 *
 * @param value seconds, percent 0–100, counts, points, an amount; null is not measured
 * @param options the ISO 4217 currency of money; English unless a locale is given
 */
export function formatValue(
  unit: Unit,
  value: number | null,
  options: { readonly currency?: string; readonly locale?: Locale } = {},
): string {
  const { locale = DEFAULT_LOCALE, currency } = options;
  if (value === null) return "no data";
  switch (unit) {
    case "count":
      return decimal(value, 1, locale);
    case "duration":
      return formatDuration(value);
    case "percent":
      return `${formatPercent(value, locale)} %`;
    case "score":
      return decimal(value, 1, locale);
    case "money":
      return formatMoney(value, currency, locale);
    default:
      return unit satisfies never;
  }
}

/** The two largest units that are there: "2d 4h", "10m 32s", "1h". */
function formatDuration(seconds: number): string {
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds > 0 && seconds < 1) return "under 1s";
  const units = [
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
    ["s", 1],
  ] as const;
  const largest = units.findIndex(([, size]) => Math.round(seconds) >= size);
  if (largest === -1) return "0s";
  const [smallest = 1] = units
    .slice(largest, largest + 2)
    .map(([, size]) => size)
    .slice(-1);
  const rounded = Math.round(seconds / smallest) * smallest;
  // Rounding may carry: 23h 59m 59s is 1d.
  const start = units.findIndex(([, size]) => rounded >= size);
  let rest = rounded;
  const parts = units.slice(start, start + 2).flatMap(([letter, size]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return amount === 0 ? [] : [`${amount}${letter}`];
  });
  return parts.join(" ");
}

/** Never rounded up to 100 nor down to 0: both would say that there is no exception. */
function formatPercent(value: number, locale: Locale): string {
  const size = Math.abs(value);
  if (size > 99 && size < 100) return decimal(Math.min(99.9, value), 1, locale);
  if (size >= 10 || size === 0) return decimal(value, 0, locale);
  return size < 0.01 ? `under ${decimal(0.01, 2, locale)}` : decimal(value, 2, locale);
}

/** Of a money result: how `formatValue` takes its currency. */
export function currencyOf(key: MetricResult["key"]): { readonly currency?: string } {
  const currency = key["currency"];
  return currency ? { currency } : {};
}

/** The value of a result as people read it, money with its currency. */
export function formatResult(
  { unit, key }: Pick<MetricResult, "unit" | "key">,
  value: number | null,
  locale: Locale = DEFAULT_LOCALE,
): string {
  return formatValue(unit, value, { ...currencyOf(key), locale });
}

function formatMoney(value: number, currency: string | undefined, locale: Locale): string {
  if (currency === undefined) return decimal(value, 2, locale);
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(value);
}

export interface WordedChange {
  readonly tone: "good" | "bad" | "neutral";
  readonly text: string;
}

/**
 * A change in words by its direction: "46 % faster, better", "12 % more", "3.2 points lower, worse", "about the same",
 * "no data before", "too few to judge".
 */
export function wordChange(
  definition: Pick<MetricDefinition, "unit">,
  result: Pick<MetricResult, "value" | "previous" | "change" | "verdict"> &
    Partial<Pick<MetricResult, "unit">>,
  locale: Locale = DEFAULT_LOCALE,
): WordedChange {
  const { unit = definition.unit } = result;
  switch (result.verdict) {
    case "no-data":
      return { tone: "neutral", text: "no data" };
    case "no-data-before":
      return { tone: "neutral", text: "no data before" };
    case "too-few":
      return { tone: "neutral", text: "too few to judge" };
    case "about-the-same":
      return { tone: "neutral", text: "about the same" };
    case "higher":
    case "lower":
      return { tone: "neutral", text: size(unit, result, locale) };
    case "better":
      return { tone: "good", text: `${size(unit, result, locale)}, better` };
    case "worse":
      return { tone: "bad", text: `${size(unit, result, locale)}, worse` };
    default:
      return result.verdict satisfies never;
  }
}

function size(
  unit: Unit,
  { value, previous, change }: Pick<MetricResult, "value" | "previous" | "change">,
  locale: Locale,
): string {
  const isUp = (value ?? 0) > (previous.value ?? 0);
  const [up, down] =
    unit === "duration"
      ? ["slower", "faster"]
      : unit === "count" || unit === "money"
        ? ["more", "less"]
        : ["higher", "lower"];
  const word = isUp ? up : unit === "count" ? "fewer" : down;
  if (change === null) return word;
  const amount = Math.abs(change);
  if (unit === "percent") return `${points(amount, locale)} ${word}`;
  if (unit === "score") return `${decimal(amount, 2, locale)} ${word}`;
  return `${decimal(amount, amount >= 10 ? 0 : 1, locale)} % ${word}`;
}

function points(amount: number, locale: Locale): string {
  const text = decimal(amount, 1, locale);
  return `${text} ${text === "1" ? "point" : "points"}`;
}

/** What a value rests on: "from 214 replies", "no ratings", "3 ratings: too few to judge"; nothing beside counts. */
export function wordSample(
  definition: MetricDefinition,
  result: Pick<MetricResult, "sample">,
  locale: Locale = DEFAULT_LOCALE,
): string | undefined {
  const { measurement, sampleOf, unit } = definition;
  if (unit === "count" && measurement.kind !== "ratio") return undefined;
  if (result.sample === 0) return `no ${sampleOf[1]}`;
  const text = `${decimal(result.sample, 0, locale)} ${sampleOf[result.sample === 1 ? 0 : 1]}`;
  return isTooFew(definition, result) ? `${text}: too few to judge` : `from ${text}`;
}

/** Below this many a change is not judged. */
export const FEW = 5;

/** Ratings of a few people are shown with their number alone: neither a change nor a goal is judged. */
export function isTooFew(
  { isRating }: Pick<MetricDefinition, "isRating">,
  { sample }: Pick<MetricResult, "sample">,
): boolean {
  return isRating === true && sample < FEW;
}
