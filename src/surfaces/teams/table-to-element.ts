import type { HorizontalAlignment, ITable, ITableCell, ITextBlock } from "@microsoft/teams.cards";
import type { Table } from "../../messages/report.ts";
import { type CardRoom, omission } from "./card-room.ts";
import { cutText, linkBlock, type TextOptions, textBlock } from "./card-text.ts";

/** Title, table and how many rows and columns were left out. */
export function tableToElement(given: Table, room: CardRoom): (ITable | ITextBlock)[] {
  const section = isBetterTurned(given) ? turned(given) : given;
  const rows = section.rows.slice(0, room.tableRows);
  const leftOut = section.rows.length - rows.length + (section.omitted ?? 0);
  return [
    textBlock(cutText(section.title, room.label), { weight: "Bolder", spacing: "Large" }),
    ...grid({ ...section, rows }, room),
    ...omission(leftOut, "row"),
    ...omission(section.columns.length - room.tableColumns, "column"),
  ];
}

/** A card is narrow: of few rows and many columns, as of a desk's channels, words would break in every column. */
function isBetterTurned({ columns, rows, rowLinks, omitted = 0 }: Table): boolean {
  return (
    columns.length > MOST_COLUMNS &&
    rows.length > 0 &&
    rows.length <= MOST_COLUMNS - 1 &&
    !rowLinks &&
    omitted === 0
  );
}

const MOST_COLUMNS = 5;

function turned(table: Table): Table {
  const [names, ...others] = table.columns;
  return {
    ...table,
    columns: [
      { label: names?.label ?? "", align: "left" },
      ...table.rows.map(([name = ""]) => ({ label: name, align: "right" as const })),
    ],
    rows: others.map(({ label }, index) => [label, ...table.rows.map((cells) => cells[index + 1] ?? "")]),
  };
}

/** The table alone, nothing where it has no columns. */
export function grid(table: Pick<Table, "columns" | "rows" | "rowLinks">, room: CardRoom): ITable[] {
  const columns = table.columns.slice(0, room.tableColumns);
  if (columns.length === 0) return [];
  const row = (cells: readonly string[], options: TextOptions, link?: string | null) => ({
    type: "TableRow" as const,
    cells: columns.map((_, index) =>
      cell(cells[index] ?? "", room, options, index === 0 && room.hasRowLinks ? link : null),
    ),
  });
  return [
    {
      type: "Table",
      firstRowAsHeaders: true,
      showGridLines: true,
      gridStyle: "default",
      columns: columns.map((column, index) => ({
        width: weight([column.label, ...table.rows.map((cells) => cells[index] ?? "")], index === 0),
        horizontalCellContentAlignment: alignments[column.align],
      })),
      rows: [
        row(
          columns.map((column) => column.label),
          { weight: "Bolder" },
        ),
        ...table.rows.map((cells, index) => row(cells, {}, table.rowLinks?.[index])),
      ],
    },
  ];
}

/**
 * A column's share of the width, by what should not be broken in it: words, and in the first column, which holds names,
 * a name. Sentences get room for a few words a line. A client's own share would be the same for all.
 */
function weight(texts: readonly string[], isFirst: boolean): number {
  const longest = (pieces: readonly string[]) =>
    pieces.reduce((most, { length }) => Math.max(most, length), 0);
  const whole = longest(texts);
  const unbroken = isFirst ? whole : longest(texts.flatMap((text) => text.split(/\s/)));
  return PADDING + Math.max(6, Math.min(16, unbroken), Math.min(24, Math.ceil(whole / 3)));
}

/** Of a cell, in characters. */
const PADDING = 3;

const alignments: Readonly<Record<"left" | "right", HorizontalAlignment>> = { left: "Left", right: "Right" };

function cell(text: string, room: CardRoom, options: TextOptions, link?: string | null): ITableCell {
  // A header may be empty; an empty TextBlock would take the row's height away.
  const shown = text === "" && options.weight ? "\u00a0" : cutText(text, room.cell);
  const look = { size: "Small", ...options } as const;
  return { type: "TableCell", items: [link ? linkBlock(shown, link, look) : textBlock(shown, look)] };
}
