import { emojiWeight, emoticonWeight } from "./emoji.ts";

/** A word, the end of a clause, or a picture with what it says. */
export type Token =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "stop" }
  | { readonly kind: "picture"; readonly weight: number };

const piece =
  /(?<word>\p{L}[\p{L}\p{M}]*(?:['-][\p{L}\p{M}]+)*'?)|(?<picture>\p{Extended_Pictographic})|(?<stop>[.!?,;:()…]+)/gu;

/** What a text is made of, in order. Digits, links and addresses say nothing. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const plain = text.normalize("NFC").replaceAll(/[’‘`´]/g, "'");
  for (const line of plain.split(/\n/)) {
    for (const chunk of line.split(/\s+/)) addChunk(tokens, chunk);
    tokens.push({ kind: "stop" });
  }
  return tokens;
}

const emoticonAtEnd = /[:;=]'?-?[()DpP/]+$|<3+$/;

function addChunk(tokens: Token[], chunk: string): void {
  if (chunk.includes("://") || chunk.includes("@")) return;
  const weight = emoticonWeight(chunk);
  if (weight !== undefined) {
    tokens.push({ kind: "picture", weight });
    return;
  }
  const tail = emoticonAtEnd.exec(chunk);
  const tailWeight = tail ? emoticonWeight(tail[0]) : undefined;
  const rest = tail && tailWeight !== undefined ? chunk.slice(0, tail.index) : chunk;
  for (const { groups } of rest.matchAll(piece)) {
    if (groups?.["word"] !== undefined) tokens.push({ kind: "word", text: groups["word"].toLowerCase() });
    else if (groups?.["stop"] !== undefined) tokens.push({ kind: "stop" });
    else tokens.push({ kind: "picture", weight: emojiWeight(groups?.["picture"] ?? "") });
  }
  if (tailWeight !== undefined) tokens.push({ kind: "picture", weight: tailWeight });
}
