import type { IColumn, IColumnSet, IRichTextBlock, ITextBlock } from "@microsoft/teams.cards";
import type { Tile, Tiles } from "../../messages/report.ts";
import { type CardRoom, omission } from "./card-room.ts";
import { cutText, textBlock } from "./card-text.ts";
import { markedText, toneColours } from "./marked-text.ts";
import { pressButton } from "./press-button.ts";
import { isSendable, type PressContext, pressOf } from "./press-context.ts";

/** A grid of two side by side: narrower breaks words on a phone. */
export function tilesToColumns(
  section: Tiles,
  room: CardRoom,
  context: PressContext,
): (IColumnSet | ITextBlock)[] {
  const shown = section.tiles.slice(0, room.tiles);
  const perRow = Math.min(2, shown.length);
  const rows = Array.from({ length: Math.ceil(shown.length / Math.max(1, perRow)) }, (_, row) =>
    shown.slice(row * perRow, (row + 1) * perRow),
  );
  return [
    ...rows.map(
      (tiles, row): IColumnSet => ({
        type: "ColumnSet",
        spacing: row === 0 ? "Medium" : "Small",
        columns: Array.from({ length: perRow }, (_, index) => column(tiles[index], room, context)),
      }),
    ),
    ...omission(section.tiles.length - shown.length, "figure"),
  ];
}

/** A last row that is not full keeps empty columns, so that its tiles are as wide as those above. */
function column(tile: Tile | undefined, room: CardRoom, context: PressContext): IColumn {
  if (!tile) return { type: "Column", width: "stretch", items: [] };
  return {
    type: "Column",
    width: "stretch",
    style: "emphasis",
    items: tileTexts(tile, room),
    ...tap(tile, room, context),
  };
}

/** Where room is short, what a tap asks is asked by the buttons below. */
function tap({ label, command }: Tile, room: CardRoom, context: PressContext): Pick<IColumn, "selectAction"> {
  if (!context.hasCommands || !room.hasTaps || command === undefined || !isSendable(command)) return {};
  return { selectAction: pressButton(label, pressOf({ command }, context)) };
}

function tileTexts(tile: Tile, room: CardRoom): (ITextBlock | IRichTextBlock)[] {
  const { change, goal, sample } = tile;
  const look = { length: room.label, size: "Small" } as const;
  return [
    textBlock(cutText(tile.label, room.label), { size: "Small", isSubtle: true }),
    textBlock(cutText(tile.value, room.label), { size: "ExtraLarge", weight: "Bolder", spacing: "None" }),
    ...(change ? [markedText(changeMarks[change.tone], change.text, look)] : []),
    ...(goal ? [markedText(goalMarks[goal.state], goal.text, look)] : []),
    ...(sample === undefined
      ? []
      : [textBlock(cutText(sample, room.label), { size: "Small", isSubtle: true, spacing: "None" })]),
  ];
}

const changeMarks = {
  good: { sign: "▲", color: toneColours.good },
  bad: { sign: "▼", color: toneColours.bad },
  neutral: { sign: "●", color: toneColours.neutral },
} as const;

const goalMarks = {
  met: { sign: "✓", color: "Good" },
  near: { sign: "≈", color: "Warning" },
  missed: { sign: "✗", color: "Attention" },
} as const;
