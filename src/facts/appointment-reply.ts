import { type ReplyKind, replyPhrases } from "./appointment-reply-words.ts";

const kinds: ReadonlyMap<string, ReplyKind> = new Map(
  (Object.keys(replyPhrases) as ReplyKind[]).flatMap((kind) =>
    replyPhrases[kind].map((phrase) => [phrase, kind] as const),
  ),
);
const LONGEST_PHRASE = Math.max(...[...kinds.keys()].map((phrase) => phrase.split(" ").length));

/** A longer reply says more than a verdict. */
const LONGEST_REPLY = 500;

/**
 * What the reply to an appointment reminder says, in English, French and Dutch. Only a reply that says nothing else,
 * courtesy aside, has a verdict: a question, a condition, a contradiction, a time or any unknown word makes it an
 * answer without one. Never throws.
 */
export function verdictOfReply(text: string): "yes" | "no" | null {
  const own = ownWords(text);
  if (own.length > LONGEST_REPLY || /[?؟？❓❔🤔🤷]/u.test(own)) return null;
  const said = phrasesOf(wordsOf(own));
  if (said === null) return null;
  const agrees = said.has("yes");
  const refuses = said.has("no");
  if (agrees && !refuses) return "yes";
  return refuses && !agrees && !said.has("easy") ? "no" : null;
}

/** Without what a mail program added below or quoted. */
function ownWords(text: string): string {
  const lines: string[] = [];
  for (const line of text
    .slice(0, 4 * LONGEST_REPLY)
    .normalize("NFC")
    .split(/\r?\n/)) {
    if (/^--\s*$/.test(line) || signature.test(line)) break;
    if (!line.startsWith(">")) lines.push(line);
  }
  return lines.join("\n").trim();
}

const signature =
  /^\s*(?:sent (?:from|via) (?:my|outlook)|get outlook|(?:verzonden|verstuurd) (?:vanaf|met|via) (?:mijn|outlook)|envoyé (?:de|depuis|à partir de) (?:mon|outlook))/iu;

/** Accents, case, punctuation, skin tones and emoji that say nothing here are gone. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}|\u200d|\p{Emoji_Modifier}|[♂♀]/gu, "");
  const tokens = plain.toLowerCase().match(/[\p{L}\p{N}]+|\p{Extended_Pictographic}|[✓✗✘]/gu) ?? [];
  return tokens.filter((token) => kinds.has(token) || !/^\p{Extended_Pictographic}$/u.test(token));
}

/** What the words say, taking the longest phrase first; null where one is unknown. */
function phrasesOf(words: readonly string[]): ReadonlySet<ReplyKind> | null {
  const said = new Set<ReplyKind>();
  for (let at = 0; at < words.length; ) {
    const found = phraseAt(words, at);
    if (found === null) return null;
    said.add(found.kind);
    at += found.length;
  }
  return said;
}

function phraseAt(words: readonly string[], at: number): { kind: ReplyKind; length: number } | null {
  for (let length = LONGEST_PHRASE; length > 1; length--) {
    const kind = kinds.get(words.slice(at, at + length).join(" "));
    if (kind !== undefined && at + length <= words.length) return { kind, length };
  }
  const kind = spellings(words[at] ?? "").find((spelling) => kinds.has(spelling));
  return kind === undefined ? null : { kind: kinds.get(kind) ?? "polite", length: 1 };
}

/** "yesss" is yes, "neeee" is nee. */
function spellings(word: string): readonly string[] {
  return [word, word.replace(/(.)\1{2,}/gu, "$1$1"), word.replace(/(.)\1{2,}/gu, "$1")];
}
