/** A piece of a typed line: a bare word, or a value after a key, with quotes taken off. */
export interface Token {
  /** What stands before the colon, in lower case: "team" of team:billing. */
  readonly key?: string;
  /** Several of key:one,two; one of a bare word. */
  readonly values: readonly string[];
  /** What is quoted is never read as a command's word. */
  readonly isQuoted: boolean;
  /** Where it stands in the line. */
  readonly from: number;
  readonly to: number;
}

/** Phones type curly ones. */
const QUOTES = /["“”„«»]/;
const KEY = /^([a-z][a-z-]{1,30}):/i;

/**
 * Cuts a typed line into words: spaces part them, but not within quotes. `team: billing` is read as team:billing. A
 * quote that nobody closes ends with the line.
 *
 * @param keys the words that take a value after a colon; any other colon is part of its word
 */
export function tokensOf(line: string, keys: ReadonlySet<string>): readonly Token[] {
  const tokens: Token[] = [];
  let at = nextWord(line, 0);
  while (at < line.length) {
    const token = tokenAt(line, at, keys);
    tokens.push(token);
    at = nextWord(line, Math.max(token.to, at + 1));
  }
  return tokens;
}

function tokenAt(line: string, from: number, keys: ReadonlySet<string>): Token {
  const key = KEY.exec(line.slice(from))?.[1]?.toLowerCase();
  if (key === undefined || !keys.has(key)) {
    const { value, to, isQuoted } = valueAt(line, from, false);
    return { values: [value], isQuoted, from, to };
  }
  const values: string[] = [];
  let to = nextWord(line, from + key.length + 1);
  let isQuoted = false;
  for (let isMore = true; isMore; ) {
    const found = valueAt(line, to, true);
    if (found.value !== "" || found.isQuoted) values.push(found.value);
    isQuoted ||= found.isQuoted;
    isMore = line[found.to] === ",";
    to = isMore ? nextWord(line, found.to + 1) : found.to;
  }
  return { key, values, isQuoted, from, to };
}

function valueAt(line: string, from: number, isListed: boolean) {
  const opening = line[from] ?? "";
  if (QUOTES.test(opening)) return quotedAt(line, from, opening);
  let to = from;
  while (to < line.length && !/\s/u.test(line[to] ?? "") && !(isListed && line[to] === ",")) to++;
  return { value: line.slice(from, to), to, isQuoted: false };
}

function quotedAt(line: string, from: number, opening: string) {
  const isClosing = (character: string) => (opening === '"' ? character === '"' : QUOTES.test(character));
  let value = "";
  let to = from + 1;
  for (; to < line.length && !isClosing(line[to] ?? ""); to++) {
    if (line[to] === "\\" && to + 1 < line.length) to++;
    value += line[to];
  }
  return { value, to: Math.min(to + 1, line.length), isQuoted: true };
}

function nextWord(line: string, from: number): number {
  let at = from;
  while (at < line.length && /\s/u.test(line[at] ?? "")) at++;
  return at;
}
