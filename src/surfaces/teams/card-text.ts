import type { ITextBlock } from "@microsoft/teams.cards";

export type TextOptions = Omit<ITextBlock, "type" | "text" | "key">;

/** A text as the reader shall see it, character for character: what Markdown would take for markup is escaped. */
export function textBlock(text: string, options: TextOptions = {}): ITextBlock {
  return { type: "TextBlock", text: escapeMarkdown(text), wrap: true, ...options };
}

/**
 * Cuts to so many UTF-16 units, never inside a character as people see it, and says so with "…". Nothing at all becomes
 * "–", since an empty text takes its row or its place away.
 */
export function cutText(text: string, length: number): string {
  const whole = text.toWellFormed().replace(CONTROLS, "").trim() || "–";
  if (whole.length <= length) return whole;
  let kept = "";
  for (const { segment } of graphemes.segment(whole.slice(0, length + LONGEST_GRAPHEME))) {
    if (kept.length + segment.length > length - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out; a line break and a tab stay
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F]/g;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** Looking a little further than the cut, so that a family emoji at the edge is seen whole. */
const LONGEST_GRAPHEME = 40;

// A TextBlock reads a part of Markdown: emphasis, links, lists. A single line break is none there, an empty line is.
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/^(\s*)([-+])(?=\s)/gm, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, "$1\\$2")
    .replace(/\n+/g, "\n\n");
}
