import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Fragment, Measure } from "../measure.ts";
import type { MetricDefinition, Note } from "../metric-definition.ts";
import { messagesReceived } from "../sources.ts";
import { formatValue } from "../wording.ts";

function messages(id: string, where: Measure["where"] & {}): Measure {
  return { id, source: messagesReceived, where, aggregate: { kind: "count" } };
}

const isOneOf = (words: Fragment) => sql`f.sentiment in (${words})`;
const isDecided = isOneOf(sql`'positive', 'neutral', 'negative'`);

/** By sentiment the share of each, else of the positive ones. */
const positive = messages("messages_positive", ({ by }) =>
  by.includes("sentiment") ? isDecided : isOneOf(sql`'positive'`),
);
const decided: Measure = { ...messages("messages_with_sentiment", () => isDecided), across: ["sentiment"] };
const others = ["neutral", "negative", "unsure"].map((word) => ({
  word,
  // By sentiment each has a row of its own.
  measure: messages(`messages_${word}`, ({ by }) =>
    by.includes("sentiment") ? sql`false` : isOneOf(sql.lit(word)),
  ),
}));

const beside: Note = {
  measures: others.map(({ measure }) => measure),
  word: (readings) => {
    const counts = others.map(({ word, measure }) => ({ word, count: readings(measure.id).count }));
    if (counts.every(({ count }) => count === 0)) return undefined;
    return counts.map(({ word, count }) => `${formatValue("count", count)} ${word}`).join(", ");
  },
};

const isReply = sql`f.in_reply_to = 'automation'`;
const satisfied = messages(
  "automation_replies_positive",
  () => sql`${isReply} and ${isOneOf(sql`'positive'`)}`,
);
const judged = messages(
  "automation_replies_judged",
  () => sql`${isReply} and ${isOneOf(sql`'positive', 'negative'`)}`,
);
const undecided = messages(
  "automation_replies_undecided",
  () => sql`${isReply} and ${isOneOf(sql`'neutral', 'unsure'`)}`,
);
const repliesLeftOut: Note = {
  measures: [undecided],
  word: (readings) => {
    const { count } = readings(undecided.id);
    return count === 0 ? undefined : `${formatValue("count", count)} neither positive nor negative left out`;
  },
};

export const sentiments: readonly MetricDefinition[] = [
  {
    id: "satisfaction-rating",
    name: "Satisfaction rating",
    definition:
      "Of customers' replies to automated messages that are positive or negative by their text, the share that is positive.",
    family: "Satisfaction",
    unit: "percent",
    direction: "higher",
    at: "replied",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["reply", "replies"],
    isRating: true,
    measurement: { kind: "ratio", numerator: satisfied, denominator: judged },
    notes: [repliesLeftOut],
  },
  {
    id: "sentiment",
    name: "Sentiment",
    definition:
      "Of customers' messages whose text is positive, neutral or negative, the share that is positive; by sentiment the share of each.",
    family: "Satisfaction",
    unit: "percent",
    direction: "higher",
    at: "received",
    dimensions: [...eventDimensions, "sentiment"],
    chart: { kind: "bar", by: ["topic"] },
    sampleOf: ["message", "messages"],
    measurement: { kind: "ratio", numerator: positive, denominator: decided },
    notes: [beside],
  },
];
