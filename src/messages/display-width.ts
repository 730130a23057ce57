const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
// East Asian wide and full-width forms (Unicode TR 11), near enough for tables.
const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;
const EMOJI = /\p{Emoji_Presentation}|\uFE0F/u;
const PLAIN = /^[ -~]*$/;
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Mn}]+$/u;

/** What people count as one character each. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many columns of a terminal or a fixed-width font the text takes. */
export function displayWidth(text: string): number {
  // Most texts are; the segmenter is a hundred times slower.
  if (PLAIN.test(text)) return text.length;
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

function graphemeWidth(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) return 0;
  return WIDE.test(grapheme) || EMOJI.test(grapheme) ? 2 : 1;
}

/** Fills up to so many columns; a longer text stays as it is. */
export function pad(text: string, width: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + space : space + text;
}
