import { sql } from "kysely";
import { conversationDimensions, eventDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition, Note } from "../metric-definition.ts";
import { conversationsByOpening, conversationsByResolution, episodesByResolution } from "../sources.ts";
import { formatValue } from "../wording.ts";

const counted = { kind: "count" } as const;

const cohort: Measure = {
  id: "conversations_opened",
  source: conversationsByOpening,
  aggregate: counted,
};
const cohortResolved: Measure = {
  id: "opened_and_resolved",
  source: conversationsByOpening,
  where: ({ now }) => sql`f.resolved_at <= ${now}`,
  automatic: "is_resolved_automatically",
  aggregate: counted,
};

const episodes: Measure = {
  id: "episodes_resolved",
  source: episodesByResolution,
  automatic: "is_automatic",
  aggregate: counted,
};
const reopened: Measure = {
  ...episodes,
  id: "episodes_reopened",
  where: ({ now, reopenWindowMs }) =>
    sql`f.reopened_at <= ${now} and f.reopened_at <= f.resolved_at + ${reopenWindowMs} * interval '1 millisecond'`,
};
const provisionalEpisodes: Measure = {
  ...episodes,
  id: "episodes_provisional",
  where: ({ now, reopenWindowMs }) => sql`f.resolved_at > ${new Date(now.getTime() - reopenWindowMs)}`,
};
const provisional: Note = {
  measures: [provisionalEpisodes],
  word: (readings, { reopenWindowMs }) => {
    const { count } = readings(provisionalEpisodes.id);
    const window = formatValue("duration", reopenWindowMs / 1000);
    return count === 0
      ? undefined
      : `${formatValue("count", count)} provisional, resolved less than ${window} ago`;
  },
};

const resolved: Measure = {
  id: "conversations_resolved",
  source: conversationsByResolution,
  automatic: "is_resolved_automatically",
  aggregate: counted,
};
const resolvedByOneReply: Measure = {
  ...resolved,
  id: "resolved_by_one_reply",
  where: () => sql`f.replies_before_resolution = 1`,
};

export const effectiveness: readonly MetricDefinition[] = [
  {
    id: "resolution-rate",
    name: "Resolution rate",
    definition: "Of the conversations opened in the period, the share that is resolved now.",
    family: "Effectiveness",
    unit: "percent",
    direction: "higher",
    at: "opened",
    dimensions: conversationDimensions,
    chart: { kind: "line", by: ["day"] },
    sampleOf: ["conversation opened", "conversations opened"],
    measurement: { kind: "ratio", numerator: cohortResolved, denominator: cohort },
  },
  {
    id: "reopened-rate",
    name: "Reopened",
    definition:
      "Of what was resolved in the period, the share that was opened again within the reopen window (7 days unless configured).",
    family: "Effectiveness",
    unit: "percent",
    direction: "lower",
    at: "resolved",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["resolution", "resolutions"],
    measurement: { kind: "ratio", numerator: reopened, denominator: episodes },
    notes: [provisional],
  },
  {
    id: "single-reply-resolution-rate",
    name: "Single-reply resolution",
    definition:
      "Of the conversations resolved in the period, the share that took exactly one reply by a person.",
    family: "Effectiveness",
    unit: "percent",
    direction: "higher",
    at: "resolved",
    dimensions: conversationDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["conversation resolved", "conversations resolved"],
    measurement: { kind: "ratio", numerator: resolvedByOneReply, denominator: resolved },
  },
];
