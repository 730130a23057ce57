import { andMore, cutRows } from "./cut-rows.ts";
import { displayWidth, pad } from "./display-width.ts";
import { pictureNames } from "./picture-names.ts";
import type {
  Actions,
  Chart,
  Heading,
  Highlights,
  Report,
  Section,
  Table,
  Tile,
  Tiles,
  Tone,
} from "./report.ts";
import { textTable } from "./text-table.ts";
import { hanging, wrapText } from "./wrap-text.ts";

export interface PlainTextOptions {
  /** Columns of a line; 80 unless given. */
  readonly width?: number;
  /** Rows of a table before "and N more"; all unless given. */
  readonly tableRows?: number;
  /** What is said of a chart's picture, by its file name: where it is. The name itself unless given. */
  readonly picture?: (name: string) => string | undefined;
}

type Layout = Required<Omit<PlainTextOptions, "picture">> & {
  readonly pictures: ReadonlyMap<Chart, string | undefined>;
};

const SECTION_INDENT = "  ";
const marks = { good: "+", bad: "−", neutral: "·" } as const satisfies Record<Tone, string>;
const words = { good: "better", bad: "worse", neutral: "" } as const satisfies Record<Tone, string>;
const goalMarks = { met: "+", near: "~", missed: "−" } as const;

/**
 * A report as text for a terminal or a log: nothing is lost but the pictures, which are described and named. The summary
 * is shown where there is nothing else.
 */
export function plainText(report: Report, options: PlainTextOptions = {}): string {
  const { width = 80, tableRows = Number.POSITIVE_INFINITY, picture = (name: string) => name } = options;
  const pictures = new Map(pictureNames(report).map(({ chart, name }) => [chart, picture(name)]));
  const layout = { width: Math.max(20, width), tableRows, pictures };
  const blocks = report.sections.map((section) => lines(section, layout)).filter((block) => block.length > 0);
  if (blocks.length === 0) blocks.push(wrapText(clean(report.summary), layout.width));
  return `${blocks.map((block) => block.join("\n")).join("\n\n")}\n`;
}

function lines(section: Section, layout: Layout): string[] {
  switch (section.type) {
    case "heading":
      return heading(section, layout);
    case "paragraph":
      return wrapText(clean(section.text, true), layout.width);
    case "highlights":
      return highlights(section, layout);
    case "tiles":
      return tiles(section, layout);
    case "table":
      return table(section, layout);
    case "chart":
      return chart(section, layout);
    case "actions":
      return actions(section, layout);
    case "footnote":
      return section.lines.flatMap((line) => wrapText(clean(line), layout.width));
    default:
      return section satisfies never;
  }
}

function heading({ text, subtitle }: Heading, { width }: Layout): string[] {
  const title = wrapText(clean(text), width);
  const rule = "=".repeat(Math.max(...title.map(displayWidth)));
  return [...title, rule, ...(subtitle === undefined ? [] : wrapText(clean(subtitle), width))];
}

function highlights({ items }: Highlights, { width }: Layout): string[] {
  return items.flatMap(({ tone, text }) => {
    const first = `${marks[tone]} ${pad(words[tone], 7, "left")} `;
    return hanging(first, clean(text), width);
  });
}

function tiles({ tiles: all }: Tiles, { width }: Layout): string[] {
  const rows = all.map((tile) => [
    clean(tile.label),
    clean(tile.value),
    tile.change ? change(tile.change) : "",
  ]);
  const columns = [
    { label: "", align: "left" },
    { label: "", align: "right" },
    { label: "", align: "left" },
  ] as const;
  const table = textTable(columns, rows, width);
  return all.flatMap((tile, at) => [table[at] ?? "", ...small(tile, width)]);
}

function change({ tone, text }: NonNullable<Tile["change"]>): string {
  return `${marks[tone]} ${clean(text)}`;
}

/** The goal and what the value rests on, below it. */
function small({ goal, sample }: Tile, width: number): string[] {
  const parts = [
    ...(goal ? [`${goalMarks[goal.state]} ${clean(goal.text)}`] : []),
    ...(sample === undefined ? [] : [clean(sample)]),
  ];
  return parts.length === 0 ? [] : hanging(SECTION_INDENT, parts.join("; "), width);
}

function table({ title, columns, rows, omitted }: Table, { width, tableRows }: Layout): string[] {
  const cut = cutRows(rows, tableRows, omitted);
  const more = andMore(cut.omitted);
  const cells = cut.rows.map((row) => row.map((cell) => clean(cell)));
  const labels = columns.map(({ label, align }) => ({ label: clean(label), align }));
  return [...wrapText(clean(title), width), ...textTable(labels, cells, width), ...(more ? [more] : [])];
}

function chart(section: Chart, { width, pictures }: Layout): string[] {
  const name = pictures.get(section);
  return [
    ...wrapText(`Chart: ${clean(section.spec.title)}`, width),
    ...hanging(SECTION_INDENT, clean(section.altText), width),
    // Not wrapped: a path is copied whole.
    ...(name === undefined ? [] : [`${SECTION_INDENT}Picture: ${name}`]),
  ];
}

function actions({ actions: all }: Actions, { width }: Layout): string[] {
  return all.flatMap(({ label, command, url }) => {
    // An address is not wrapped: it is clicked or copied whole.
    if (url !== undefined) return [`${clean(label)}: ${clean(url)}`];
    // A select saves clicks, and a terminal has none: its choices would be a page of commands.
    return command === undefined ? [] : hanging(`${clean(label)}: `, clean(command), width);
  });
}

/** Texts come from people's data: nothing in them may steer the terminal or turn the line round. */
function clean(text: string, keepsLines = false): string {
  const printable = text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n]|[\u2028-\u202E\u2066-\u2069]/gu, " ");
  return (keepsLines ? printable : printable.replace(/\s+/gu, " ")).trim();
}
