import { type Dimension, dimensions, type Statistic, statistics } from "../metrics/metric-query.ts";
import { periodWords } from "./period-words.ts";
import type { FilterKey, Question, Versus } from "./question.ts";
import { normalised, type Vocabulary } from "./vocabulary.ts";

/** What some words say: a part of the question, of the kind that may be said once or several times. */
export type Meaning =
  | { readonly kind: "metric"; readonly id: string }
  | { readonly kind: "by"; readonly dimensions: readonly Dimension[] }
  | { readonly kind: "period"; readonly words: string }
  | { readonly kind: "versus"; readonly versus: Versus }
  | { readonly kind: "statistic"; readonly statistic: Statistic }
  | { readonly kind: "clock"; readonly clock: NonNullable<Question["clock"]> }
  | { readonly kind: "flag"; readonly flag: string }
  | { readonly kind: "filter"; readonly key: FilterKey; readonly values: readonly string[] }
  | { readonly kind: "zone"; readonly zone: string }
  | { readonly kind: "filler" };

/** Longer phrases are not looked for. */
export const LONGEST_PHRASE = 6;

const FILLER = new Set(["for", "in", "of", "on", "the", "a", "please", "show", "and", "with", "give"]);

const versusWords: Readonly<Record<string, Versus>> = {
  "last week": "last week",
  "the week before": "last week",
  "a week ago": "last week",
  "last year": "last year",
  "the year before": "last year",
  "a year ago": "last year",
};

/** Other words for dimensions. */
const dimensionWords: Readonly<Record<string, Dimension>> = {
  agents: "agent",
  person: "agent",
  people: "agent",
  teams: "team",
  channels: "channel",
  topics: "topic",
  tags: "tag",
  priorities: "priority",
  products: "product",
  segments: "segment",
  hours: "hour",
  days: "day",
  weeks: "week",
  months: "month",
  "day-of-week": "weekday",
  "time-of-day": "hour-of-day",
};

/** All that exactly these words may mean; more than one where they are ambiguous. */
export function meanings(words: readonly string[], vocabulary: Vocabulary): readonly Meaning[] {
  const text = words.join(" ").toLowerCase();
  const name = normalised(text);
  const period = periodWords(text);
  const grammar = [
    ...byPhrase(words),
    ...versusPhrase(text),
    ...(period === undefined ? [] : [{ kind: "period" as const, words: period }]),
    ...statistics.flatMap((each) => (each === name ? [{ kind: "statistic" as const, statistic: each }] : [])),
    ...clockPhrase(text),
    ...(vocabulary.flags.includes(text) ? [{ kind: "flag" as const, flag: text }] : []),
  ];
  // A team called Today does not take the word away: it has its key.
  if (grammar.length > 0) return grammar;
  const named = name === "" ? [] : (namesOf(vocabulary).get(name) ?? []);
  if (named.length > 0) return named;
  return FILLER.has(text) ? [{ kind: "filler" }] : [];
}

/** What is known by a name, looked up for every phrase of a line. */
const indexes = new WeakMap<Vocabulary, ReadonlyMap<string, readonly Meaning[]>>();

function namesOf(vocabulary: Vocabulary): ReadonlyMap<string, readonly Meaning[]> {
  const known = indexes.get(vocabulary);
  if (known) return known;
  const all: readonly { readonly words: readonly string[]; readonly meaning: Meaning }[] = [
    ...vocabulary.metrics.map(({ id, name }) => ({
      words: [id, name],
      meaning: { kind: "metric" as const, id },
    })),
    ...vocabulary.names.map(({ key, id, name }) => ({
      words: [id, name],
      meaning: { kind: "filter" as const, key, values: [id] },
    })),
  ];
  const index = new Map<string, Meaning[]>();
  for (const { words, meaning } of all) {
    for (const word of new Set(words.map(normalised))) index.set(word, [...(index.get(word) ?? []), meaning]);
  }
  indexes.set(vocabulary, index);
  return index;
}

/** A dimension by its name or another word for it. */
export function dimensionOf(text: string): Dimension | undefined {
  const name = normalised(text);
  return (
    dimensions.find((dimension) => dimension === name) ??
    (Object.hasOwn(dimensionWords, name) ? dimensionWords[name] : undefined)
  );
}

/** "by channel", "per channel", "by channel and agent", "by hour of day". */
function byPhrase([first = "", ...rest]: readonly string[]): readonly Meaning[] {
  if (!["by", "per"].includes(first.toLowerCase()) || rest.length === 0) return [];
  const parts = rest.join(" ").split(/\s*,\s*|\s+and\s+/i);
  const found = parts.flatMap((part) => dimensionOf(part) ?? []);
  return found.length === parts.length ? [{ kind: "by", dimensions: found }] : [];
}

function versusPhrase(text: string): readonly Meaning[] {
  const words = /^(?:vs\.?|versus|compared (?:with|to)|against) (.+)$/.exec(text)?.[1];
  const versus = words !== undefined && Object.hasOwn(versusWords, words) ? versusWords[words] : undefined;
  return versus ? [{ kind: "versus", versus }] : [];
}

function clockPhrase(text: string): readonly Meaning[] {
  const clock = /^(business|elapsed)(?: hours| time)?$/.exec(text)?.[1];
  return clock === "business" || clock === "elapsed" ? [{ kind: "clock", clock }] : [];
}
