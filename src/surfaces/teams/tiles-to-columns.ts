import type { IColumn, IColumnSet, ITextBlock, TextColor } from "@microsoft/teams.cards";
import type { Tile, Tiles } from "../../messages/report.ts";
import { type CardRoom, omission } from "./card-room.ts";
import { cutText, textBlock } from "./card-text.ts";
import { colours } from "./tone-colours.ts";

/** A grid of at most three side by side: narrower is not readable on a phone. */
export function tilesToColumns(section: Tiles, room: CardRoom): (IColumnSet | ITextBlock)[] {
  const shown = section.tiles.slice(0, room.tiles);
  const perRow = shown.length === 4 ? 2 : Math.min(3, shown.length);
  const rows = Array.from({ length: Math.ceil(shown.length / Math.max(1, perRow)) }, (_, row) =>
    shown.slice(row * perRow, (row + 1) * perRow),
  );
  return [
    ...rows.map(
      (tiles, row): IColumnSet => ({
        type: "ColumnSet",
        spacing: row === 0 ? "Medium" : "Small",
        columns: Array.from({ length: perRow }, (_, index) => column(tiles[index], room)),
      }),
    ),
    ...omission(section.tiles.length - shown.length, "figure"),
  ];
}

/** A last row that is not full keeps empty columns, so that its tiles are as wide as those above. */
function column(tile: Tile | undefined, room: CardRoom): IColumn {
  if (!tile) return { type: "Column", width: "stretch", items: [] };
  return { type: "Column", width: "stretch", style: "emphasis", items: tileTexts(tile, room) };
}

function tileTexts(tile: Tile, room: CardRoom): ITextBlock[] {
  const small = (text: string, options: { color?: TextColor; isSubtle?: boolean }) =>
    textBlock(cutText(text, room.label), { size: "Small", spacing: "None", ...options });
  const texts = [
    textBlock(cutText(tile.label, room.label), { size: "Small", isSubtle: true }),
    textBlock(cutText(tile.value, room.label), { size: "ExtraLarge", weight: "Bolder", spacing: "None" }),
  ];
  if (tile.change) texts.push(small(tile.change.text, colours[tile.change.tone]));
  if (tile.goal)
    texts.push(small(`${goalMarks[tile.goal.state]} ${tile.goal.text}`, goalColours[tile.goal.state]));
  if (tile.sample) texts.push(small(tile.sample, { isSubtle: true }));
  return texts;
}

const goalMarks = { met: "✓", near: "≈", missed: "✗" } as const;

const goalColours = {
  met: colours.good,
  near: { color: "Warning" },
  missed: colours.bad,
} as const;
