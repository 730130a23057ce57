const vowel = /[aeiou]/;

/** The inflected form of a Dutch adjective as Pattern lists it: boos → boze, snel → snelle, vriendelijk → vriendelijke. */
export function inflected(adjective: string): string {
  const [before = "", last = ""] = [adjective.at(-2), adjective.at(-1)];
  if (!/^\p{L}{3,}$/u.test(adjective) || vowel.test(last)) return adjective;
  const isDiphthong = vowel.test(before) && vowel.test(adjective.at(-3) ?? "");
  if (isDiphthong) {
    const isLong = before === adjective.at(-3);
    return `${adjective.slice(0, isLong ? -2 : -1)}${softened(last)}e`;
  }
  const isShort = vowel.test(before) && isOneSyllable(adjective);
  return isShort ? `${adjective}${last}e` : `${adjective}e`;
}

function softened(consonant: string): string {
  return { f: "v", s: "z" }[consonant] ?? consonant;
}

function isOneSyllable(word: string): boolean {
  return (word.match(/[aeiouy]+/g) ?? []).length === 1;
}
