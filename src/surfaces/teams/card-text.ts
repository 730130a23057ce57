import type { ITextBlock } from "@microsoft/teams.cards";
import { cutText as cut } from "../../messages/cut-text.ts";

export type TextOptions = Omit<ITextBlock, "type" | "text" | "key">;

/** A text as the reader shall see it, character for character: what Markdown would take for markup is escaped. */
export function textBlock(text: string, options: TextOptions = {}): ITextBlock {
  return { type: "TextBlock", text: escapeMarkdown(text), wrap: true, ...options };
}

/** A text that leads to an address; the text alone where a client would not follow the address. */
export function linkBlock(text: string, address: string, options: TextOptions = {}): ITextBlock {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !["https:", "http:"].includes(url.protocol)) return textBlock(text, options);
  const target = url.href.replace(/[()\s]/g, (found) =>
    found === "(" ? "%28" : found === ")" ? "%29" : "%20",
  );
  return { ...textBlock(text, options), text: `[${escapeMarkdown(text)}](${target})` };
}

/** Cut to so many UTF-16 units. Nothing at all becomes "–", since an empty text takes its row or its place away. */
export function cutText(text: string, length: number): string {
  const whole = text.toWellFormed().replace(CONTROLS, "").trim();
  // What lies far behind the cut need not be taken apart into characters, which is slow.
  return cut(whole.length > 2 * length ? whole.slice(0, 2 * length) : whole, length) || "–";
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out; a line break and a tab stay
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F]/g;

// A TextBlock reads a part of Markdown: emphasis, links, lists. A single line break is none there, an empty line is.
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/^(\s*)([-+])(?=\s)/gm, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, "$1\\$2")
    .replace(/\n+/g, "\n\n");
}
