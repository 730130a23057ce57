import type { Highlights } from "../messages/report.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { effectSize } from "./effect-size.ts";

/** How many changes are told in words; the rest is in the tiles. */
const MOST = { worse: 3, moved: 2, better: 2 } as const;

type Item = Highlights["items"][number];

export interface Changes {
  readonly worse: readonly MetricResult[];
  readonly better: readonly MetricResult[];
  /** Significant, of metrics that have no good direction. */
  readonly moved: readonly MetricResult[];
}

/** The significant changes, the largest first. What is within normal variation is not in it. */
export function rankChanges(results: readonly MetricResult[]): Changes {
  const ranked = results.toSorted((a, b) => effectSize(b) - effectSize(a));
  return {
    worse: ranked.filter((result) => result.verdict === "worse").slice(0, MOST.worse),
    better: ranked.filter((result) => result.verdict === "better").slice(0, MOST.better),
    moved: ranked
      .filter((result) => result.verdict === "higher" || result.verdict === "lower")
      .slice(0, MOST.moved),
  };
}

/**
 * What matters most, in words: what got worse before what got better, since that is what asks for something to be done.
 *
 * @param sentence says one change, with its sample sizes and where it comes from
 */
export function highlights(changes: Changes, sentence: (result: MetricResult) => string): readonly Item[] {
  return [
    ...changes.worse.map((result) => ({ tone: "bad" as const, text: sentence(result) })),
    ...changes.moved.map((result) => ({ tone: "neutral" as const, text: sentence(result) })),
    ...changes.better.map((result) => ({ tone: "good" as const, text: sentence(result) })),
  ];
}
