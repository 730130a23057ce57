import type { Section } from "../messages/report.ts";
import type { Receipt } from "../metrics/receipt.ts";
import type { ReceiptPart, ReceiptRow } from "../metrics/receipt-parts.ts";
import { formatValue } from "../metrics/wording.ts";
import { conversationLink } from "./conversation-link.ts";
import { localMoment } from "./local-dates.ts";
import type { Setting } from "./number-sections.ts";
import { nameOf } from "./scope.ts";

/** What is behind a number, part by part, with links into the help desk; the extreme ones first. */
export function receiptSections(receipt: Receipt, setting: Setting): readonly Section[] {
  return receipt.parts.filter(({ rows }) => rows.length > 0).map((part) => partTable(receipt, part, setting));
}

function partTable(receipt: Receipt, part: ReceiptPart, setting: Setting): Section {
  const { measure, total, rows, hits } = part;
  const hasValue = rows.some(({ value }) => value !== null);
  const { room } = setting;
  return {
    type: "table",
    title: `Behind it: ${measure}${hits ? `, and whether they count as ${hits}` : ""}`,
    columns: [
      { label: "What", align: "left" },
      { label: "When", align: "left" },
      ...(hasValue ? [{ label: "Value", align: "right" as const }] : []),
      ...(hits ? [{ label: "Counts", align: "left" as const }] : []),
      { label: "Agent", align: "left" },
      { label: "Channel", align: "left" },
    ],
    rows: rows.map((row) => [
      `${row.kind} ${row.id}`,
      when(row, receipt, setting),
      ...(hasValue ? [valueText(row, receipt, setting)] : []),
      ...(hits ? [row.isHit ? "yes" : "no"] : []),
      row.agent === undefined ? "–" : nameOf(setting.viewer, "agent", row.agent),
      row.channel ?? "–",
    ]),
    rowLinks: rows.map(({ kind, id }) =>
      kind === "conversation" ? conversationLink(room.config, id) : null,
    ),
    omitted: Math.max(0, total - rows.length),
  };
}

/** Always with its date: a period has many days. */
function when({ at }: ReceiptRow, { period }: Receipt, { viewing }: Setting): string {
  return localMoment(new Date(at), new Date(0), period.timezone, viewing.locale);
}

function valueText({ value, currency }: ReceiptRow, { unit }: Receipt, { viewing }: Setting): string {
  const { locale } = viewing;
  if (currency !== undefined) return formatValue("money", value, { currency, locale });
  return formatValue(unit === "duration" || unit === "score" ? unit : "count", value, { locale });
}
