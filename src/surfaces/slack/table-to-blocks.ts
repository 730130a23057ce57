import type { KnownBlock, RawTextElement, RichTextBlock, TableBlock } from "@slack/types";
import type { Table } from "../../messages/report.ts";
import { textTable } from "../../messages/text-table.ts";
import { platformLimits } from "../platform-limits.ts";
import { linkCell, linkedRows, webAddress } from "./linked-rows.ts";
import type { Room } from "./room.ts";
import { escapedLine, escapeMarkup, fitLines, plainLine } from "./slack-text.ts";

const limits = platformLimits.slack;

// Ours: what still reads as a table cell.
const CELL_LENGTH = 120;
const LONGEST_UNWRAPPED = 40;
// Ours: more is a scroll within a scroll.
const PREFORMATTED_WIDTH = 72;
const MOST_PREFORMATTED_ROWS = 60;
const FENCE = "```";
// The title and the line about what is missing.
const FRAME_LENGTH = 260;

/**
 * Slack's own table for the first one of a message, preformatted text for every further one: Slack takes one a message.
 * Undefined where there is no room.
 */
export function tableToBlocks(table: Table, room: Room, hasTable: boolean): KnownBlock[] | undefined {
  if (table.columns.length === 0 || table.rows.length === 0) return [];
  const characters = room.characters - FRAME_LENGTH;
  const built = hasTable ? beside(table, characters) : native(table, characters);
  if (built === undefined) return undefined;
  const { block, note } = built;
  return [...titleBlocks(table.title), block, ...(note ? [noteBlock(note)] : [])];
}

interface Built {
  readonly block: KnownBlock;
  readonly note?: string;
}

/** What stands for a table where Slack takes none. */
function beside(table: Table, characters: number): Built | undefined {
  if (!table.rowLinks?.some((link) => link !== null)) return preformatted(table, characters);
  const block = linkedRows(table, { characters, blocks: 1 });
  return block && { block };
}

function native(table: Table, characters: number): Built | undefined {
  const columns = table.columns.slice(0, limits.tableColumns);
  const budget = Math.min(limits.tableText, characters);
  const rows: Cell[][] = [];
  let used = 0;
  let widest = columns.map(() => 0);
  for (const [place, cells] of [columns.map((column) => column.label), ...table.rows].entries()) {
    const texts = columns.map((_, index) => cellText(cells[index]));
    used += texts.reduce((sum, text) => sum + text.length, 0);
    if (used > budget || rows.length === limits.tableRows) break;
    const address = place === 0 ? undefined : table.rowLinks?.[place - 1];
    rows.push(texts.map((text, index) => cell(text, index === 0 ? address : undefined)));
    widest = widest.map((width, index) => Math.max(width, texts[index]?.length ?? 0));
  }
  if (rows.length < 2) return undefined;
  const block: TableBlock = {
    type: "table",
    column_settings: columns.map(({ align }, index) => ({
      align,
      // A wrapped name makes a row twice as high; only texts are worth it.
      is_wrapped: (widest[index] ?? 0) > LONGEST_UNWRAPPED,
    })),
    rows,
  };
  const missingRows = table.rows.length - (rows.length - 1) + (table.omitted ?? 0);
  const missingColumns = table.columns.length - columns.length;
  return { block, ...remark(missingRows, missingColumns) };
}

type Cell = RawTextElement | RichTextBlock;

/** An empty cell is refused by Slack. */
function cellText(text: string | undefined): string {
  return plainLine(text ?? "", CELL_LENGTH) || "–";
}

function cell(text: string, link: string | null | undefined): Cell {
  const address = webAddress(link);
  return address === undefined ? { type: "raw_text", text } : linkCell(text, address);
}

function remark(rows: number, columns: number): { note: string } | object {
  const parts = [
    ...(rows > 0 ? [`…and ${rows} more`] : []),
    ...(columns > 0 ? [`…and ${columns} more columns`] : []),
  ];
  return parts.length > 0 ? { note: parts.join(", ") } : {};
}

function preformatted(table: Table, characters: number): Built | undefined {
  const columns = table.columns.slice(0, limits.tableColumns);
  const rows = table.rows.slice(0, MOST_PREFORMATTED_ROWS);
  const labels = columns.map(({ label, align }) => ({ label: codeCell(label), align }));
  const cells = rows.map((row) => columns.map((_, index) => codeCell(row[index])));
  const width = Math.max(PREFORMATTED_WIDTH, columns.length * 6);
  const lines = textTable(labels, cells, width).map(escapeMarkup);
  const limit = Math.min(limits.sectionText, characters) - 2 * (FENCE.length + 1);
  // The heading is one line with its rule: what is left out is counted in rows.
  const heading = lines.splice(0, lines.length - rows.length).join("\n");
  const omitted = table.rows.length - rows.length + (table.omitted ?? 0);
  const text = fitLines(heading ? [heading, ...lines] : lines, limit, omitted);
  if (text === undefined) return undefined;
  return {
    block: {
      type: "section",
      text: { type: "mrkdwn", text: `${FENCE}\n${text}\n${FENCE}`, verbatim: true },
    },
    ...remark(0, table.columns.length - columns.length),
  };
}

/** A back tick would end the preformatted text. */
function codeCell(text = ""): string {
  return plainLine(text, CELL_LENGTH).replaceAll("`", "'");
}

function titleBlocks(title: string): KnownBlock[] {
  const text = escapedLine(title, 200);
  return text ? [{ type: "section", text: { type: "mrkdwn", text: `*${text}*`, verbatim: true } }] : [];
}

function noteBlock(note: string): KnownBlock {
  return { type: "context", elements: [{ type: "plain_text", text: note, emoji: true }] };
}
