import type { MrkdwnElement } from "@slack/types";
import type { Tile } from "../../messages/report.ts";
import { escapedLine } from "./slack-text.ts";

const arrows = { good: "▲", bad: "▼", neutral: "●" } as const;
const goalMarks = { met: "✅", near: "⚠️", missed: "❌" } as const;

/** One KPI in one of a section's two columns: the number and what became of it first, what it rests on last. */
export function tileField(tile: Tile): MrkdwnElement {
  const value = escapedLine(tile.value, 100);
  const change = tile.change && `${arrows[tile.change.tone]} ${escapedLine(tile.change.text, 200)}`;
  const sample = escapedLine(tile.sample ?? "", 200);
  const lines = [
    escapedLine(tile.label, 100),
    [value && `*${value}*`, change].filter((part) => part).join("  "),
    tile.goal && `${goalMarks[tile.goal.state]} ${escapedLine(tile.goal.text, 200)}`,
    sample && `_${sample}_`,
  ];
  const text = lines.filter((line) => line).join("\n");
  return { type: "mrkdwn", text: text || "–", verbatim: true };
}
