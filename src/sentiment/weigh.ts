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
/** "Not good" is bad; "not bad" is not as good. */
const TURNED = { positive: -0.8, negative: -0.5 };
/** What was said before a "but" is what is granted. */
const GRANTED = 0.4;
const LONGEST_PHRASE = 3;

/** Weighs the words of a text that is taken to be in a language, and its emoji. */
export function weigh(tokens: readonly Token[], lexicon: Lexicon): Weight {
  const asks = tokens.some((_, at) => phraseAt(tokens, at, lexicon.requests) !== "");
  let said: Weight = { positive: 0, negative: 0, familiar: 0 };
  let negatedFor = 0;
  let strength = 1;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const phrase = phraseAt(tokens, at, lexicon.polarity);
    const length = Math.max(1, lengthOf(phrase));
    if (token?.kind === "picture") said = plus(said, token.weight, 0);
    if (token?.kind === "stop") [negatedFor, strength] = [0, 1];
    if (token?.kind === "word") {
      const isKnown = lexicon.marks.has(token.text);
      const leads = length === 1 && phraseAt(tokens, at + 1, lexicon.polarity) !== "";
      const stronger = leads ? lexicon.intensifiers.get(token.text) : undefined;
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

/** The longest phrase that starts here and is listed; empty for none. */
function phraseAt(tokens: readonly Token[], at: number, listed: { has(phrase: string): boolean }): string {
  let longest = "";
  let phrase = "";
  for (let index = at; index < at + LONGEST_PHRASE; index++) {
    const token = tokens[index];
    if (token?.kind !== "word") break;
    phrase = phrase === "" ? token.text : `${phrase} ${token.text}`;
    if (listed.has(phrase)) longest = phrase;
  }
  return longest;
}
