import { sql } from "kysely";
import { conversationDimensions, eventDimensions } from "../dimension-sets.ts";
import type { Fragment, Measure } from "../measure.ts";
import type { MetricDefinition, Note, NoteContext } from "../metric-definition.ts";
import { conversationsByResolution, episodesByResolution, turnsByEnd, waitingTurns } from "../sources.ts";
import { formatValue } from "../wording.ts";

const isReplied = sql`f.ending = 'replied'`;
const isUnanswered = sql`f.ending = 'unanswered'`;

const firstWait = wait("first_response", sql`f.is_first and ${isReplied}`);
const anyWait = wait("response", isReplied);

function wait(id: string, where: Fragment): Measure {
  return {
    id,
    source: turnsByEnd,
    where: () => where,
    aggregate: { kind: "duration", value: sql`f.wait_ms`, businessValue: sql`f.wait_business_ms` },
  };
}

function withoutReply(id: string, where: Fragment): Note {
  const measure: Measure = { id, source: turnsByEnd, where: () => where, aggregate: { kind: "count" } };
  return {
    measures: [measure],
    word: (readings) => {
      const { count } = readings(id);
      return count === 0 ? undefined : `${formatValue("count", count)} ended without reply`;
    },
  };
}

/** Those who wait at the period's end are never mixed into an average. */
function stillWaiting(id: string, where?: Fragment): Note {
  const measure: Measure = {
    id,
    source: waitingTurns,
    ...(where ? { where: () => where } : {}),
    aggregate: { kind: "longest" },
  };
  return {
    measures: [measure],
    word: (readings) => {
      const { count, longestSeconds = null } = readings(id);
      return count === 0
        ? undefined
        : `${formatValue("count", count)} still waiting, the longest ${formatValue("duration", longestSeconds)}`;
    },
  };
}

const resolution: Measure = {
  id: "resolution",
  source: conversationsByResolution,
  automatic: "is_resolved_automatically",
  aggregate: { kind: "duration", value: sql`f.resolution_ms`, businessValue: sql`f.resolution_business_ms` },
};
const awake: Measure = {
  ...resolution,
  id: "resolution_without_snoozed",
  aggregate: { kind: "duration", value: sql`f.resolution_ms - coalesce(f.snoozed_ms, 0)` },
};
const episode: Measure = {
  id: "episode",
  source: episodesByResolution,
  automatic: "is_automatic",
  aggregate: { kind: "duration", value: sql`f.duration_ms`, businessValue: sql`f.duration_business_ms` },
};
const firstEpisode: Measure = { ...episode, id: "first_episode", where: () => sql`f.no = 1` };

/** Another way to take the same time, shown where it differs. */
function beside(measure: Measure, words: string): Note {
  return {
    isDetail: true,
    measures: [measure],
    word: (readings, { statistic, value }: NoteContext) => {
      const other = readings(measure.id).statistics[statistic] ?? null;
      if (other === null || other === value) return undefined;
      return `${formatValue("duration", other)} ${words}`;
    },
  };
}

export const speed: readonly MetricDefinition[] = [
  {
    id: "first-response-time",
    name: "First response time",
    definition:
      "How long customers wait for the first reply by a person, from their first message (or a bot's hand-over).",
    family: "Speed",
    unit: "duration",
    direction: "lower",
    at: "first reply",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["day"] },
    sampleOf: ["first reply", "first replies"],
    measurement: { kind: "simple", measure: firstWait },
    notes: [
      withoutReply("first_turns_unanswered", sql`f.is_first and ${isUnanswered}`),
      stillWaiting("first_turns_waiting", sql`f.is_first`),
    ],
  },
  {
    id: "response-time",
    name: "Average response time",
    definition:
      "How long customers wait for a reply by a person, over every answered wait, not only the first.",
    family: "Speed",
    unit: "duration",
    direction: "lower",
    at: "reply",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["day"] },
    sampleOf: ["reply", "replies"],
    measurement: { kind: "simple", measure: anyWait },
    notes: [withoutReply("turns_unanswered", isUnanswered), stillWaiting("turns_waiting")],
  },
  {
    id: "resolution-time",
    name: "Resolution time",
    definition:
      "From the opening of a conversation to its last resolution; a reopened one counts again when it is resolved again.",
    family: "Speed",
    unit: "duration",
    direction: "lower",
    at: "resolved",
    dimensions: conversationDimensions,
    chart: { kind: "line", by: ["day"] },
    sampleOf: ["resolution", "resolutions"],
    measurement: { kind: "simple", measure: resolution },
    notes: [
      beside(awake, "without snoozed time"),
      beside(firstEpisode, "to the first resolution"),
      beside(episode, "per episode"),
    ],
  },
];
