import { quotedWord } from "../messages/quoted-word.ts";
import { LONGEST_PHRASE, type Meaning, meanings } from "./phrases.ts";
import { emptyQuestion, type FilterKey, type Filters, filterKeys, type Question } from "./question.ts";
import { suggestions } from "./suggestions.ts";
import { type Token, tokensOf } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Words that were not understood, or could mean several things. */
interface Problem {
  /** As typed. */
  readonly text: string;
  readonly kind: "unknown" | "ambiguous";
  /** The whole line with these words put right, the likeliest first; none where nothing is near. */
  readonly lines: readonly string[];
}

export interface ParsedQuestion {
  readonly question: Question;
  readonly problems: readonly Problem[];
}

/** The first one is asked back about; what a page of other words means is not looked for. */
const MOST_PROBLEMS = 5;

const KEYS: ReadonlySet<string> = new Set([...filterKeys, "zone"]);

/**
 * Reads a line such as `csat by channel last week team:billing`, in whatever order its parts stand. Pure, and takes any
 * text: what it does not understand is in the problems.
 */
export function parseQuestion(line: string, vocabulary: Vocabulary): ParsedQuestion {
  const tokens = tokensOf(line, KEYS);
  const parsing = { line, vocabulary, question: emptyQuestion, problems: [] as Problem[] };
  let unknown: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = longestPhrase(tokens, at, vocabulary);
    if (found) {
      settle(parsing, unknown);
      unknown = [];
      understand(parsing, tokens.slice(at, at + found.taken), found.meanings);
    } else unknown.push(...tokens.slice(at, at + 1));
    at += found?.taken ?? 1;
  }
  settle(parsing, unknown);
  return { question: parsing.question, problems: parsing.problems };
}

interface Parsing {
  readonly line: string;
  readonly vocabulary: Vocabulary;
  question: Question;
  readonly problems: Problem[];
}

interface Phrase {
  readonly taken: number;
  readonly meanings: readonly Meaning[];
}

function longestPhrase(tokens: readonly Token[], at: number, vocabulary: Vocabulary): Phrase | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.key !== undefined) return { taken: 1, meanings: keyed(token.key, token) };
  const end = tokens.findIndex((each, index) => index >= at && (each.key !== undefined || each.isQuoted));
  const bare = tokens.slice(at, end === -1 ? undefined : end).slice(0, LONGEST_PHRASE);
  for (let taken = bare.length; taken > 0; taken--) {
    const found = meanings(
      bare.slice(0, taken).flatMap(({ values }) => values),
      vocabulary,
    );
    if (found.length > 0) return { taken, meanings: found };
  }
  return undefined;
}

/** The zone stands with the filters in a line, and beside them in the question. */
function keyed(key: string, { values }: Token): readonly Meaning[] {
  const filter = filterKeys.find((each) => each === key);
  if (filter) return [{ kind: "filter", key: filter, values }];
  return values[0] === undefined ? [] : [{ kind: "zone", zone: values[0] }];
}

function understand(parsing: Parsing, tokens: readonly Token[], found: readonly Meaning[]): void {
  const [meaning, ...others] = found;
  if (meaning === undefined || others.length > 0) {
    const lines = found.map((each) => withReplaced(parsing.line, tokens, meaningWords(each)));
    parsing.problems.push({ text: textOf(parsing.line, tokens), kind: "ambiguous", lines });
    return;
  }
  const added = withMeaning(parsing.question, meaning);
  if (added) parsing.question = added;
  else {
    // Said twice, and differently: without this one, or without the one before.
    const without = withReplaced(parsing.line, tokens, "");
    parsing.problems.push({ text: textOf(parsing.line, tokens), kind: "ambiguous", lines: [without] });
  }
}

/** Undefined where it contradicts what was said before. */
function withMeaning(question: Question, meaning: Meaning): Question | undefined {
  switch (meaning.kind) {
    case "metric":
      return { ...question, metrics: distinct([...question.metrics, meaning.id]) };
    case "by":
      return { ...question, by: distinct([...question.by, ...meaning.dimensions]) };
    case "flag":
      return { ...question, flags: distinct([...question.flags, meaning.flag]) };
    case "filter":
      return { ...question, filters: withFilter(question.filters, meaning.key, meaning.values) };
    case "period":
      return once(question, "period", meaning.words);
    case "versus":
      return once(question, "versus", meaning.versus);
    case "statistic":
      return once(question, "statistic", meaning.statistic);
    case "clock":
      return once(question, "clock", meaning.clock);
    case "zone":
      return once(question, "zone", meaning.zone);
    case "filler":
      return question;
    default:
      return meaning satisfies never;
  }
}

function once<K extends "period" | "versus" | "statistic" | "clock" | "zone">(
  question: Question,
  part: K,
  value: NonNullable<Question[K]>,
): Question | undefined {
  const said = question[part];
  return said !== undefined && said !== value ? undefined : { ...question, [part]: value };
}

function withFilter(filters: Filters, key: FilterKey, values: readonly string[]): Filters {
  return values.length === 0
    ? filters
    : { ...filters, [key]: distinct([...(filters[key] ?? []), ...values]) };
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** What a run of words that nobody knows may have been meant to be. */
function settle({ line, vocabulary, problems }: Parsing, unknown: readonly Token[]): void {
  if (unknown.length === 0) return;
  const near = suggestions(textOf(line, unknown), vocabulary);
  const runs = near.length > 0 ? [unknown] : unknown.map((token) => [token]);
  for (const run of runs.slice(0, Math.max(0, MOST_PROBLEMS - problems.length))) {
    const text = textOf(line, run);
    const found = near.length > 0 ? near : suggestions(text, vocabulary);
    const lines = found.map((words) => withReplaced(line, run, words));
    problems.push({ text, kind: found.length > 1 ? "ambiguous" : "unknown", lines });
  }
}

function meaningWords(meaning: Meaning): string {
  if (meaning.kind === "metric") return meaning.id;
  return meaning.kind === "filter" ? `${meaning.key}:${meaning.values.map(quotedWord).join(",")}` : "";
}

function textOf(line: string, tokens: readonly Token[]): string {
  return line.slice(tokens[0]?.from ?? 0, tokens.at(-1)?.to ?? 0);
}

function withReplaced(line: string, tokens: readonly Token[], words: string): string {
  const [from, to] = [tokens[0]?.from ?? 0, tokens.at(-1)?.to ?? 0];
  return `${line.slice(0, from)}${words}${line.slice(to)}`.replaceAll(/\s+/g, " ").trim();
}
