import type { KnownBlock, RawTextElement, TableBlock } from "@slack/types";
import type { Table } from "../../messages/report.ts";
import { platformLimits } from "../platform-limits.ts";
import type { Room } from "./room.ts";
import { displayWidth, escapedLine, fitLines, plainLine } from "./slack-text.ts";

const limits = platformLimits.slack;

// Ours: what still reads as a table cell.
const CELL_LENGTH = 120;
const PREFORMATTED_CELL_LENGTH = 24;
// The title and the line about what is missing.
const FRAME_LENGTH = 260;

/**
 * Slack's own table for the first one of a message, preformatted text for every further one: Slack takes one a message.
 * Undefined where there is no room.
 */
export function tableToBlocks(table: Table, room: Room, hasTable: boolean): KnownBlock[] | undefined {
  if (table.columns.length === 0 || table.rows.length === 0) return [];
  const characters = room.characters - FRAME_LENGTH;
  const built = hasTable ? preformatted(table, characters) : native(table, characters);
  if (built === undefined) return undefined;
  const { block, note } = built;
  return [...titleBlocks(table.title), block, ...(note ? [noteBlock(note)] : [])];
}

interface Built {
  readonly block: KnownBlock;
  readonly note?: string;
}

function native(table: Table, characters: number): Built | undefined {
  const columns = table.columns.slice(0, limits.tableColumns);
  const budget = Math.min(limits.tableText, characters);
  const rows: RawTextElement[][] = [];
  let used = 0;
  for (const cells of [columns.map((column) => column.label), ...table.rows]) {
    const row = columns.map((_, index) => cell(cells[index]));
    used += row.reduce((sum, { text }) => sum + text.length, 0);
    if (used > budget || rows.length === limits.tableRows) break;
    rows.push(row);
  }
  if (rows.length < 2) return undefined;
  const block: TableBlock = {
    type: "table",
    column_settings: columns.map(({ align }) => ({ align, is_wrapped: align === "left" })),
    rows,
  };
  const missingRows = table.rows.length - (rows.length - 1) + (table.omitted ?? 0);
  const missingColumns = table.columns.length - columns.length;
  return { block, ...remark(missingRows, missingColumns) };
}

/** An empty cell is refused by Slack. */
function cell(text: string | undefined): RawTextElement {
  return { type: "raw_text", text: plainLine(text ?? "", CELL_LENGTH) || "–" };
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
  const cells = [columns.map((column) => column.label), ...table.rows].map((row) =>
    columns.map((_, index) => codeCell(row[index] ?? "")),
  );
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => displayWidth(row[index] ?? ""))));
  const lines = cells.map((row) =>
    columns
      .map(({ align }, index) => pad(row[index] ?? "", widths[index] ?? 0, align))
      .join("  ")
      .trimEnd(),
  );
  const fence = "```";
  const limit = Math.min(limits.sectionText, characters) - 2 * (fence.length + 1);
  const text = fitLines(lines, limit, table.omitted ?? 0);
  if (text === undefined) return undefined;
  const missingColumns = table.columns.length - columns.length;
  return {
    block: {
      type: "section",
      text: { type: "mrkdwn", text: `${fence}\n${text}\n${fence}`, verbatim: true },
    },
    ...remark(0, missingColumns),
  };
}

/** A back tick would end the preformatted text. */
function codeCell(text: string): string {
  return plainLine(text, PREFORMATTED_CELL_LENGTH).replaceAll("`", "'");
}

function pad(text: string, width: number, align: "left" | "right"): string {
  const filling = " ".repeat(Math.max(0, width - displayWidth(text)));
  const encoded = escapedLine(text, Number.POSITIVE_INFINITY);
  return align === "right" ? filling + encoded : encoded + filling;
}

function titleBlocks(title: string): KnownBlock[] {
  const text = escapedLine(title, 200);
  return text ? [{ type: "section", text: { type: "mrkdwn", text: `*${text}*`, verbatim: true } }] : [];
}

function noteBlock(note: string): KnownBlock {
  return { type: "context", elements: [{ type: "plain_text", text: note, emoji: true }] };
}
