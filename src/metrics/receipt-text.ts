import { zoned } from "../calendar/zoned.ts";
import type { Receipt } from "./receipt.ts";
import type { ReceiptPart, ReceiptRow } from "./receipt-parts.ts";
import { formatValue } from "./wording.ts";

/** A receipt as people read it, line by line. */
export function receiptText(receipt: Receipt): string {
  const { name, definition, period, clock, unit, notes, leftOut, parts } = receipt;
  const filters = Object.entries(receipt.filters).map(([name, values]) => `${name} ${values.join(" or ")}`);
  const head = [
    `${name}: ${receipt.values.map((value) => valueText(receipt, value)).join("; ")}`,
    definition,
    `Counted at: ${receipt.at}, from ${localMinute(period.from, period)} to ${localMinute(period.to, period)} (${period.name}, ${period.timezone})`,
    ...(filters.length > 0 ? [`Only: ${filters.join(", ")}`] : []),
    ...(unit === "duration" ? [`Clock: ${clock === "business" ? "business hours" : "elapsed time"}`] : []),
    ...notes.map((note) => `Beside it: ${note}`),
    ...leftOut.map(({ why, count }) => `Left out: ${formatValue("count", count)} ${why}`),
  ];
  return [head, ...parts.map((part) => partLines(receipt, part))]
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function valueText(
  { unit, sampleOf, statistic = "mean" }: Receipt,
  { value, sample, currency }: Receipt["values"][number],
): string {
  const words = formatValue(unit, value, currency ? { currency } : {});
  const of = `${formatValue("count", sample)} ${sampleOf[sample === 1 ? 0 : 1]}`;
  if (unit === "count") return words;
  return unit === "duration" ? `${words} (${statistic} of ${of})` : `${words} (of ${of})`;
}

function partLines(receipt: Receipt, part: ReceiptPart): readonly string[] {
  const { measure, hits, total, rows } = part;
  const what = hits ? `${measure}, those marked count as ${hits}` : measure;
  const told = rows.length < total ? `, ${formatValue("count", rows.length)} of them here` : "";
  return [
    `${capitalised(what)}: ${formatValue("count", total)}${told}`,
    ...rows.map((row) => rowLine(receipt, part, row)),
  ];
}

function rowLine({ unit, period }: Receipt, { summedUp }: ReceiptPart, row: ReceiptRow): string {
  const { kind, id, at, value, currency, agent, channel, isHit } = row;
  const of = currency ? "money" : unit === "duration" || unit === "score" ? unit : "count";
  const worded = value === null ? [] : [formatValue(of, value, currency ? { currency } : {})];
  const mark = isHit === undefined ? [] : [isHit ? "counts" : "does not count"];
  const who = [...(channel ? [channel] : []), ...(agent ? [`agent ${agent}`] : [])];
  return `  ${[...worded, `${kind} ${id}`, localMinute(at, period), ...who, ...(summedUp === "distinct" ? [] : mark)].join("  ")}`;
}

/** "2026-03-02 14:00" in the zone of the question. */
function localMinute(instant: string, { timezone }: Receipt["period"]): string {
  const local = zoned(new Date(instant), timezone).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" }).replace("T", " ");
}

function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
