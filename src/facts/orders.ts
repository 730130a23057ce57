import { createHash } from "node:crypto";
import type { DeskEvent } from "../events/vocabulary.ts";
import { moneyOf } from "./amount.ts";
import { creditOfRating } from "./credit.ts";
import type { ConversationAttributes, Credit, OrderRow } from "./rows.ts";
import type { Moment } from "./timeline.ts";

/** An order as a row, but for its number and credit. Its own customer stands before the conversation's. */
export function orderOf(
  { at, data }: DeskEvent<"order.placed">,
  attributes: ConversationAttributes,
): Omit<OrderRow, "no" | keyof Credit> {
  const { order, customer = attributes.customer, email, newCustomer: isNewCustomer = null } = data;
  const emailHash = email === undefined ? null : emailHashOf(email);
  return { ...attributes, customer, at, order, emailHash, isNewCustomer, ...moneyOf(data) };
}

/** The orders of a conversation. */
export function ordersOf(
  timeline: readonly Moment[],
  attributes: ConversationAttributes,
): readonly OrderRow[] {
  const rows: OrderRow[] = [];
  for (const moment of timeline) {
    const { event } = moment;
    if (event.type !== "order.placed") continue;
    rows.push({ ...orderOf(event, attributes), ...creditOfRating(moment), no: rows.length + 1 });
  }
  return rows;
}

/** Tells addresses apart without showing them. Who knows an address can find it, so it is erased with its person. */
export function emailHashOf(email: string): string | null {
  const address = email.trim().toLowerCase();
  return address === "" ? null : createHash("sha256").update(`deskpulse order ${address}`).digest("hex");
}
