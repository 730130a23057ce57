import { displayWidth, graphemes } from "./display-width.ts";

/** A space within this share of the end is where a text is cut rather than inside a word. */
const NEAR = 0.7;

/**
 * Cuts a text to at most `limit` with "…" at its end, never inside what people see as one character, between words where
 * a space is near.
 *
 * @param measure how long a piece is: UTF-16 units as platforms count, or columns
 */
export function cutText(
  text: string,
  limit: number,
  measure: (piece: string) => number = (piece) => piece.length,
): string {
  if (measure(text) <= limit) return text;
  if (limit < 1) return "";
  let kept = "";
  let length = 1;
  for (const grapheme of graphemes(text)) {
    length += measure(grapheme);
    if (length > limit) break;
    kept += grapheme;
  }
  const space = kept.search(/\s\S*$/u);
  const isNear = space >= kept.length * NEAR && !/\s/u.test(text[kept.length] ?? "");
  return `${(isNear ? kept.slice(0, space) : kept).trimEnd()}…`;
}

/** As `cutText`, to columns of a fixed-width font. */
export function cutColumns(text: string, columns: number): string {
  return cutText(text, columns, displayWidth);
}
