import type { Lexicon } from "./lexicon.ts";
import type { Token } from "./tokens.ts";

/** What speaks for and what speaks against, each from 0; `familiar` counts the words that the language has. */
export interface Weight {
  readonly positive: number;
  readonly negative: number;
  readonly familiar: number;
}

/** How many words behind a negation it reaches, unless the clause ends before. */
const REACH = 4;
/** "Not good" is bad; "not bad" says little. */
const TURNED = { positive: -0.8, negative: -0.3 };
/** What was said before a "but" is what is granted. */
const GRANTED = 0.4;
/** In words. */
const LONGEST_PHRASE = 4;

/** Weighs the words of a text that is taken to be in a language, and its emoji. */
export function weigh(tokens: readonly Token[], lexicon: Lexicon): Weight {
  const asks = tokens.some((_, at) => phraseAt(tokens, at, lexicon.requests, lexicon) !== "");
  let said: Weight = { positive: 0, negative: 0, familiar: 0 };
  let negatedFor = 0;
  let strength = 1;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const phrase = phraseAt(tokens, at, lexicon.polarity, lexicon);
    const length = Math.max(1, lengthOf(phrase));
    if (token?.kind === "picture") said = plus(said, token.weight, 0);
    if (token?.kind === "stop") [negatedFor, strength] = [0, 1];
    if (token?.kind === "word") {
      const isKnown = lexicon.marks.has(token.text);
      const stronger = length === 1 ? strengthening(tokens, at, token.text, lexicon) : undefined;
      if (stronger === undefined && phrase !== "") {
        const weight = lexicon.thanks.has(phrase) && asks ? 0 : (lexicon.polarity.get(phrase) ?? 0);
        const isNegated = negatedFor > 0 && !isNegation(phrase, lexicon);
        const share = weight === 0 && !isKnown ? length / 2 : length;
        said = plus(said, strength * (isNegated ? turned(weight) : weight), share);
      } else if (isKnown) said = plus(said, 0, 1);
      strength = stronger ?? 1;
      negatedFor = lexicon.negations.has(lastOf(phrase || token.text)) ? REACH : negatedFor - length;
      if (lexicon.contrasts.has(token.text)) {
        said = granted(said);
        negatedFor = 0;
      }
    }
    at += length;
  }
  return said;
}

/** "Erg slecht": how much stronger the next word becomes, undefined where it is not one that says a feeling. */
function strengthening(
  tokens: readonly Token[],
  at: number,
  word: string,
  lexicon: Lexicon,
): number | undefined {
  const stronger = lexicon.intensifiers.get(word);
  if (stronger === undefined) return undefined;
  const next = lexicon.polarity.get(phraseAt(tokens, at + 1, lexicon.polarity, lexicon)) ?? 0;
  return next === 0 ? undefined : stronger;
}

function plus({ positive, negative, familiar }: Weight, weight: number, share: number): Weight {
  return {
    positive: positive + Math.max(0, weight),
    negative: negative + Math.max(0, -weight),
    familiar: familiar + share,
  };
}

function granted({ positive, negative, familiar }: Weight): Weight {
  return { positive: positive * GRANTED, negative: negative * GRANTED, familiar };
}

function turned(weight: number): number {
  return weight * (weight > 0 ? TURNED.positive : TURNED.negative);
}

/** "Toujours pas" says no itself; the "ne" before it does not say it again. */
function isNegation(phrase: string, { negations }: Lexicon): boolean {
  return phrase.includes(" ") && phrase.split(" ").some((word) => negations.has(word));
}

function lengthOf(phrase: string): number {
  return phrase.split(" ").length;
}

function lastOf(phrase: string): string {
  return phrase.slice(phrase.lastIndexOf(" ") + 1);
}

interface Listed {
  has(phrase: string): boolean;
}

/** The longest phrase that starts here and is listed; empty for none. */
function phraseAt(tokens: readonly Token[], at: number, listed: Listed, { openings }: Lexicon): string {
  const first = tokens[at];
  if (first?.kind !== "word") return "";
  let longest = listed.has(first.text) ? first.text : "";
  if (!openings.has(first.text)) return longest;
  let phrase = first.text;
  for (let index = at + 1; index < at + LONGEST_PHRASE; index++) {
    const token = tokens[index];
    if (token?.kind !== "word") break;
    phrase += ` ${token.text}`;
    if (listed.has(phrase)) longest = phrase;
  }
  return longest;
}
