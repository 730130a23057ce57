import { quotedWord } from "../messages/quoted-word.ts";
import type { Dimension, Statistic } from "../metrics/metric-query.ts";

/** What numbers can be filtered by in chat, as `team:billing`. */
export const filterKeys = [
  "team",
  "agent",
  "channel",
  "priority",
  "tag",
  "topic",
  "product",
  "segment",
  "initiated-by",
  "status",
] as const satisfies readonly Dimension[];
export type FilterKey = (typeof filterKeys)[number];

export type Filters = Readonly<Partial<Record<FilterKey, readonly string[] | undefined>>>;

/** What a period is compared with instead of the one before it. */
export type Versus = "last week" | "last year";

/** A question as it was meant: what a typed line and a tapped button come to alike. */
export interface Question {
  /** Ids. */
  readonly metrics: readonly string[];
  readonly by: readonly Dimension[];
  /** In the words of `resolvePeriod`. */
  readonly period?: string;
  readonly versus?: Versus;
  readonly statistic?: Statistic;
  readonly clock?: "elapsed" | "business";
  readonly filters: Filters;
  /** The zone that days are in; the asker's own unless said. */
  readonly zone?: string;
  /** Words that only this command knows, such as csv. */
  readonly flags: readonly string[];
}

export const emptyQuestion: Question = { metrics: [], by: [], filters: {}, flags: [] };

/** The question as one would type it: `parseQuestion` reads the same out of it again. */
export function questionWords(question: Question): string {
  const { metrics, by, period, versus, statistic, clock, filters, zone, flags } = question;
  return [
    ...metrics,
    ...by.map((dimension) => `by ${dimension}`),
    period,
    versus && `vs ${versus}`,
    statistic,
    clock,
    ...flags,
    ...filterKeys.flatMap((key) => {
      const values = filters[key] ?? [];
      return values.length > 0 ? [`${key}:${values.map(quotedWord).join(",")}`] : [];
    }),
    zone && `zone:${quotedWord(zone)}`,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}
