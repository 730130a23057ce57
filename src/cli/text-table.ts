export interface TextColumn {
  readonly label: string;
  readonly align: "left" | "right";
}

/** Columns aligned for a terminal, without trailing blanks. Every row has as many cells as there are columns. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ label }) => label), ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => width(line[index] ?? ""))));
  const rule = widths.map((size) => "─".repeat(size));
  const [header = [], ...body] = lines;
  return [header, rule, ...body].map((line) => textLine(line, columns, widths)).join("\n");
}

function textLine(
  cells: readonly string[],
  columns: readonly TextColumn[],
  widths: readonly number[],
): string {
  const padded = cells.map((cell, index) => {
    const padding = " ".repeat(Math.max(0, (widths[index] ?? 0) - width(cell)));
    return columns[index]?.align === "right" ? padding + cell : cell + padding;
  });
  return padded.join("  ").trimEnd();
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** How many places a text takes in a terminal: East Asian and emoji take two. */
function width(text: string): number {
  let places = 0;
  for (const { segment } of graphemes.segment(text)) places += WIDE.test(segment) ? 2 : 1;
  return places;
}

const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6])/u;
