import { z } from "zod";

/** A free string chosen by the source: the id of an agent, a team, a channel, a customer, a tag. */
export const Id = z
  .string()
  .min(1)
  .max(200)
  .refine((value) => !value.includes("\0"), "must not contain a NUL character");

const Rfc3339 = z.iso.datetime({
  offset: true,
  error: "must be an RFC 3339 instant with an offset, like 2026-03-02T09:14:07+01:00",
});

/** RFC 3339 with an offset. Years that only placeholders have are refused: what is spread over its span must end. */
export const Instant = Rfc3339.refine((value) => {
  const year = new Date(value).getUTCFullYear();
  return year >= 1970 && year < 3000;
}, "must be in the years from 1970 to 2999");

const money = 'must be an amount like 12.50 or "12.50", not negative';

/** Money: a decimal string or number, never negative, never in scientific notation in the string form. */
export const Amount = z.union(
  [
    z.number(money).nonnegative(money).max(999_999_999_999_999),
    z.string().regex(/^\d{1,15}(\.\d{1,6})?$/, money),
  ],
  { error: money },
);

/** ISO 4217. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code like EUR");

export const Text = z
  .string()
  .max(100_000)
  .refine((value) => !value.includes("\0"), "must not contain a NUL character");

/** CloudEvents 1.0 context attributes. `source` and `specversion` may be left out where the door knows the source. */
export const Envelope = z.object({
  specversion: z.literal("1.0").optional(),
  id: Id,
  source: Id.optional(),
  type: z.string().min(1),
  subject: z.string().max(500).optional(),
  time: Rfc3339,
  datacontenttype: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});
export type Envelope = z.infer<typeof Envelope>;
