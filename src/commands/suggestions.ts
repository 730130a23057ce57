import { closest } from "../closest.ts";
import { quotedWord } from "../messages/quoted-word.ts";
import { dimensions } from "../metrics/metric-query.ts";
import { dimensionOf } from "./phrases.ts";
import { normalised, type Vocabulary } from "./vocabulary.ts";

/** More would not be read. */
const MOST = 5;

const periods = [
  "today",
  "yesterday",
  "this week",
  "last week",
  "this month",
  "last month",
  "last 7 days",
  "last 30 days",
];

/** What words may have been meant to be, the likeliest first: a KPI that has the word in its name, or the nearest of all. */
export function suggestions(text: string, vocabulary: Vocabulary): readonly string[] {
  const dimension = dimensionOf(text);
  if (dimension) {
    const ofThem = periods.filter((period) => period.endsWith(` ${dimension}`));
    return [`by ${dimension}`, ...ofThem];
  }
  const words = normalised(text)
    .split("-")
    .filter((word) => word.length > 2);
  const containing = vocabulary.metrics.filter(
    ({ id, name }) => words.length > 0 && words.every((word) => `${id}-${normalised(name)}`.includes(word)),
  );
  if (containing.length > 0) return containing.map(({ id }) => id).slice(0, MOST);
  const names = new Map(vocabulary.names.map(({ key, id, name }) => [name, `${key}:${quotedWord(id)}`]));
  const near = closest(
    text,
    comparable(text, [
      ...vocabulary.metrics.flatMap(({ id, name }) => [id, name]),
      ...periods,
      ...dimensions.map((each) => `by ${each}`),
      ...vocabulary.flags,
      ...names.keys(),
    ]),
  );
  if (near === undefined) return [];
  const metric = vocabulary.metrics.find(({ name }) => name === near);
  return [metric?.id ?? names.get(near) ?? near];
}

/** What is longer or shorter by more than a third cannot be near: no need to compare it letter by letter. */
function comparable(text: string, candidates: readonly string[]): readonly string[] {
  const most = Math.max(1, Math.ceil(text.length / 3));
  return candidates.filter((each) => Math.abs(each.length - text.length) <= most);
}
