import { displayWidth, graphemes } from "./display-width.ts";

/** Breaks a text into lines of at most `width` columns, between words; a word longer than a line is broken. */
export function wrapText(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, Math.max(1, width)));
}

/** Wraps to `width` columns in all: the first line begins with `first`, the others are indented as far. */
export function hanging(first: string, text: string, width: number): string[] {
  const indent = " ".repeat(displayWidth(first));
  return wrapText(text, width - indent.length).map((line, at) =>
    `${at === 0 ? first : indent}${line}`.trimEnd(),
  );
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  let used = 0;
  // A number keeps its percent sign.
  for (const word of line.split(/ (?!%)/u).flatMap((one) => pieces(one, width))) {
    const needed = displayWidth(word);
    if (current !== "" && used + 1 + needed > width) {
      lines.push(current);
      current = "";
      used = 0;
    }
    used += current === "" ? needed : needed + 1;
    current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/** A word, broken where it is longer than a line. */
function pieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const found: string[] = [];
  let current = "";
  let used = 0;
  for (const grapheme of graphemes(word)) {
    const needed = displayWidth(grapheme);
    if (used + needed > width && current !== "") {
      found.push(current);
      current = "";
      used = 0;
    }
    current += grapheme;
    used += needed;
  }
  return [...found, current];
}
