import { z } from "zod";

/** A stretch of the day. */
export const Interval = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be hours like "09:00-17:30"')
  .refine(
    (hours) => hours.slice(0, 5) !== hours.slice(6),
    'must end at another time than it starts; a whole day is "00:00-24:00"',
  )
  .describe("Half-open; one that ends no later than it starts runs past midnight: 22:00-06:00");
