import { z } from "zod";
import { Amount, Currency, Id, Instant } from "./envelope.ts";

const Payment = z.looseObject({
  payment: Id,
  amount: Amount,
  currency: Currency,
  conversation: Id.optional(),
  agent: Id.optional(),
  customer: Id.optional(),
});

const Subscription = z.looseObject({
  customer: Id,
  amount: Amount,
  currency: Currency,
  segment: Id.optional(),
});

export const businessEvents = {
  "order.placed": z.looseObject({
    order: Id,
    amount: Amount,
    currency: Currency,
    customer: Id.optional(),
    email: z.string().max(320).optional(),
    conversation: Id.optional(),
    agent: Id.optional(),
    newCustomer: z.boolean().optional(),
  }),
  "conversion.recorded": z.looseObject({ kind: Id, conversation: Id }),
  "payment.requested": Payment,
  "payment.received": Payment,
  "cost.recorded": z
    .looseObject({
      amount: Amount,
      currency: Currency,
      from: Instant,
      to: Instant,
      team: Id.optional(),
      channel: Id.optional(),
      kind: Id.optional(),
    })
    .refine((cost) => Date.parse(cost.to) > Date.parse(cost.from), {
      path: ["to"],
      error: "must be after from: a cost is spread over its span",
    }),
  "subscription.started": Subscription,
  "subscription.changed": Subscription,
  "subscription.cancelled": z.looseObject({ customer: Id }),
} as const;
