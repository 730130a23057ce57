import { dutch } from "./dutch.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import { type Language, languageOf, languages } from "./language-of.ts";
import { type Lexicon, lexiconOf } from "./lexicon.ts";
import { type Token, tokensOf } from "./tokens.ts";
import { type Weight, weigh } from "./weigh.ts";

/** How a text feels. Unsure: it says something, but not clearly which, or in a language that is not known. */
type Sentiment = "positive" | "neutral" | "negative" | "unsure";

export interface SentimentOfText {
  readonly sentiment: Sentiment;
  /** The language it was read in; other where it is none of those known. */
  readonly language: Language | "other";
}

/** Longer texts are judged by their beginning: what comes behind is mostly quoted. In UTF-16 units. */
const LONGEST = 2000;
/** The least that must speak for one side: a single weak word does not. */
const LEAST = 1;
/** How much one side must outweigh the other, as a share of all that was said. */
const CLEAR = 0.3;

/**
 * The sentiment of what a person wrote, by its words, in English, French and Dutch. Never throws, whatever the text.
 */
export function sentimentOf(text: string): SentimentOfText {
  const start = text.slice(0, LONGEST);
  const { language, weight } = readingOf(start);
  return { sentiment: verdictOf(weight, language === "other" && /\p{L}/u.test(start)), language };
}

function verdictOf({ positive, negative }: Weight, isForeign: boolean): Sentiment {
  const said = positive + negative;
  if (said === 0) return isForeign ? "unsure" : "neutral";
  const lead = positive - negative;
  if (Math.abs(lead) < LEAST || Math.abs(lead) / said < CLEAR) return "unsure";
  return lead > 0 ? "positive" : "negative";
}

interface Reading {
  readonly language: Language | "other";
  readonly weight: Weight;
}

/** Below this many words, the words that a language has tell it better than its letters do. */
const FEW_WORDS = 8;

/** The text in its language; a short one in the language that knows most of its words. */
function readingOf(text: string): Reading {
  const tokens = tokensOf(text);
  const count = tokens.filter((token) => token.kind === "word").length;
  if (count === 0) return inNone(tokens, "other");
  const detected = languageOf(text);
  if (detected !== undefined && detected !== "other" && count >= FEW_WORDS) return read(tokens, detected);
  const [best] = languages.map((language) => read(tokens, language)).sort(byFamiliar(detected));
  const needed = detected === "other" ? count / 2 : 0.5;
  return best === undefined || best.weight.familiar < needed ? inNone(tokens, detected) : best;
}

function read(tokens: readonly Token[], language: Language): Reading {
  const lexicon = knownLexicon(language);
  return { language, weight: weigh(lexicon.hasElision ? tokens.flatMap(parted) : tokens, lexicon) };
}

/** "L'attente" and "avez-vous" are two words each. */
function parted(token: Token): readonly Token[] {
  if (token.kind !== "word" || !/['-]/.test(token.text)) return [token];
  return token.text.split(/['-]/).flatMap((text) => (text === "" ? [] : [{ kind: "word", text } as const]));
}

/** The order of the languages stands where they know the words alike. */
function byFamiliar(detected: string | undefined): (a: Reading, b: Reading) => number {
  const rank = ({ language, weight }: Reading) => weight.familiar + (language === detected ? 1 : 0);
  return (a, b) => rank(b) - rank(a);
}

const nothing = lexiconOf({
  polarity: new Map(),
  negations: new Set(),
  intensifiers: new Map(),
  contrasts: new Set(),
  thanks: new Set(),
  requests: new Set(),
  marks: new Set(),
  hasElision: false,
});

/** No word was known: its emoji speak for it. */
function inNone(tokens: readonly Token[], detected: Language | "other" | undefined): Reading {
  return { language: detected ?? "other", weight: weigh(tokens, nothing) };
}

const lexicons = new Map<Language, Lexicon>();

function knownLexicon(language: Language): Lexicon {
  const known = lexicons.get(language) ?? { en: () => english, fr: french, nl: dutch }[language]();
  lexicons.set(language, known);
  return known;
}
