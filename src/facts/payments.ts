import type { DeskEvent } from "../events/vocabulary.ts";
import { moneyOf } from "./amount.ts";
import { creditOfRating } from "./credit.ts";
import type { ConversationAttributes, Credit, PaymentRow } from "./rows.ts";
import type { Moment } from "./timeline.ts";

/** A payment as a row, but for its number and credit. Its own customer stands before the conversation's. */
export function paymentOf(
  event: DeskEvent,
  attributes: ConversationAttributes,
): Omit<PaymentRow, "no" | keyof Credit> | null {
  if (event.type !== "payment.requested" && event.type !== "payment.received") return null;
  const { payment, customer = attributes.customer } = event.data;
  const kind = event.type === "payment.requested" ? "requested" : "received";
  return { ...attributes, customer, at: event.at, payment, kind, ...moneyOf(event.data) };
}

/** The payments of a conversation. */
export function paymentsOf(
  timeline: readonly Moment[],
  attributes: ConversationAttributes,
): readonly PaymentRow[] {
  const rows: PaymentRow[] = [];
  for (const moment of timeline) {
    const payment = paymentOf(moment.event, attributes);
    if (payment) rows.push({ ...payment, ...creditOfRating(moment), no: rows.length + 1 });
  }
  return rows;
}
