/** What is known of a language. Words are lower case, phrases have up to four words; weights go from −5 to 5. */
export interface Lexicon {
  /** Words and phrases that say how somebody feels, and 0 where such a word means nothing of the kind. */
  readonly polarity: ReadonlyMap<string, number>;
  /** They turn what follows in the same clause. */
  readonly negations: ReadonlySet<string>;
  /** How much stronger or weaker the word behind becomes. */
  readonly intensifiers: ReadonlyMap<string, number>;
  /** "But": what follows is what is meant. */
  readonly contrasts: ReadonlySet<string>;
  /** Thanks: a feeling, unless something is asked for, then a courtesy. */
  readonly thanks: ReadonlySet<string>;
  /** Words that ask for something. */
  readonly requests: ReadonlySet<string>;
  /** Frequent words that this language has and the others have not: they tell the language of a short text. */
  readonly marks: ReadonlySet<string>;
  /** An apostrophe and a hyphen part words, as in "n'est" and "est-ce": in the lists above they are spaces. */
  readonly hasElision: boolean;
  /** The words that a listed phrase of several words starts with: most words start none. */
  readonly openings: ReadonlySet<string>;
}

/** A lexicon of its lists. */
export function lexiconOf(lists: Omit<Lexicon, "openings">): Lexicon {
  const phrases = [...lists.polarity.keys(), ...lists.requests].filter((phrase) => phrase.includes(" "));
  return { ...lists, openings: new Set(phrases.map((phrase) => phrase.slice(0, phrase.indexOf(" ")))) };
}

/** The words and phrases of a list that is parted by commas; where it breaks a line says nothing. */
export function words(list: string): ReadonlySet<string> {
  return new Set(parts(list));
}

/** `weight: words and phrases`. */
export function weights(table: Readonly<Record<string, string>>): Map<string, number> {
  return new Map(
    Object.entries(table).flatMap(([weight, list]) =>
      parts(list).map((word) => [word, Number(weight)] as const),
    ),
  );
}

function parts(list: string): readonly string[] {
  return list.replaceAll(/\s+/g, " ").split(/ ?, ?/);
}
