import { cutColumns } from "./cut-text.ts";
import { displayWidth, pad } from "./display-width.ts";

export interface TextColumn {
  readonly label: string;
  readonly align: "left" | "right";
}

const GAP = "  ";
const NARROWEST = 4;

/**
 * Lines of a table with aligned columns, at most `width` columns wide: the widest columns give way first, and what then
 * does not fit is cut with "…"; columns beyond that are left out and counted in the heading's last cell.
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const most = Math.max(1, Math.floor((width + GAP.length) / (NARROWEST + GAP.length)));
  const shown = columns.length <= most ? columns : columns.slice(0, most - 1);
  const heading = shown.map(({ label }) => label);
  const widths = columnWidths(shown, [heading, ...rows], width);
  const line = (cells: readonly string[]) =>
    shown
      .map(({ align }, at) => {
        const room = widths[at] ?? NARROWEST;
        return pad(cutColumns(cells[at] ?? "", room), room, align);
      })
      .join(GAP)
      .trimEnd();
  const rule = widths.map((room) => "-".repeat(room)).join(GAP);
  const left = columns.length - shown.length;
  return [
    ...(heading.some((label) => label !== "") ? [line(heading), rule] : []),
    ...rows.map(line),
    ...(left > 0 ? [`(${left} more columns)`] : []),
  ];
}

function columnWidths(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const widths = columns.map((_, at) => Math.max(1, ...rows.map((row) => displayWidth(row[at] ?? ""))));
  const available = Math.max(columns.length, width - GAP.length * (columns.length - 1));
  let excess = widths.reduce((sum, one) => sum + one, 0) - available;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 1) - 1;
    excess -= 1;
  }
  return widths;
}
