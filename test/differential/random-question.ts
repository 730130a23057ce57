import { type Dimension, statistics } from "../../src/metrics/metric-query.ts";
import type { Dice } from "./dice.ts";
import type { Asked } from "./differences.ts";
import { wallClock } from "./oracle/local-time.ts";
import { dateBefore, startOfDate } from "./oracle/period-before.ts";
import { agents, channels, tags, teams } from "./random-conversation.ts";
import { randomInstant, type Span } from "./random-time.ts";

/** What each KPI can be split by is the same for all of these; levels and the status have less and more. */
const names = [
  "channel",
  "team",
  "agent",
  "priority",
  "tag",
  "topic",
  "product",
  "segment",
  "initiated-by",
  "status",
] as const satisfies readonly Dimension[];
const units = ["hour", "day", "week", "month"] as const satisfies readonly Dimension[];
const clockTimes = ["hour-of-day", "weekday"] as const satisfies readonly Dimension[];

const flows = [
  "messages-sent",
  "messages-received",
  "conversations-opened",
  "conversations-closed",
  "resolution-rate",
  "reopened-rate",
  "single-reply-resolution-rate",
  "csat",
  "csat-average",
];
/** The backlog has it too, but of a past moment it is not known what was snoozed. */
const withStatus = [
  "conversations-opened",
  "resolution-time",
  "resolution-rate",
  "single-reply-resolution-rate",
];
const durations = ["first-response-time", "response-time", "resolution-time"];
const resolutions = ["resolution-time", "resolution-rate", "reopened-rate", "single-reply-resolution-rate"];

type Metrics = Asked["metrics"];

/** Every KPI that can be asked so, durations in every statistic. */
function metricsFor(by: readonly Dimension[], filters: Asked["filters"]): Metrics {
  const all: Metrics = [
    ...flows.map((id) => ({ id })),
    ...durations.flatMap((id) => statistics.map((statistic) => ({ id, statistic }))),
    { id: "open-conversations" },
  ];
  return all.filter(
    ({ id }) =>
      (!filters.automatic || resolutions.includes(id)) &&
      (!by.includes("status") || withStatus.includes(id)) &&
      (id !== "open-conversations" || !clockTimes.some((dimension) => by.includes(dimension))),
  );
}

/** In total and by each dimension. */
export function everyBreakdown(asked: Omit<Asked, "by" | "metrics" | "filters">): readonly Asked[] {
  const breakdowns = [[], ...[...names, ...units, ...clockTimes].map((dimension) => [dimension])];
  return breakdowns.map((by) => ({ ...asked, by, filters: {}, metrics: metricsFor(by, {}) }));
}

/** Of any part of the span, split by names, a time, both or neither, with filters as they come. */
export function randomQuestion(random: Dice, span: Span, timezone: string, now: Date): Asked {
  const period = randomPeriod(random, span, timezone);
  const isShort = period.to - period.from < 3 * 86_400_000;
  const times = [...(isShort ? units : units.slice(1)), ...clockTimes];
  const by = random.shuffled([
    ...random.shuffled(names).slice(0, random.pick([0, 1, 1, 2])),
    ...(random.chance(0.4) ? [random.pick(times)] : []),
  ]);
  const filters = randomFilters(random);
  return {
    ...period,
    timezone,
    by,
    filters,
    now,
    metrics: metricsFor(by, filters),
    reopenWindowMs: random.pick([1, 7, 7, 14]) * 86_400_000,
    weekStartsOn: random.pick(["monday", "sunday", "saturday"]),
  };
}

function randomFilters(random: Dice): Asked["filters"] {
  const some = <T extends string>(values: readonly T[]) =>
    random.shuffled(values).slice(0, 1 + random.whole(2));
  return {
    ...(random.chance(0.3) ? { channel: some([...channels, "fax"]) } : {}),
    ...(random.chance(0.25) ? { team: some(teams) } : {}),
    ...(random.chance(0.2) ? { agent: some([...agents, "nobody's"]) } : {}),
    ...(random.chance(0.25) ? { tag: some(tags) } : {}),
    ...(random.chance(0.15) ? { priority: some(["high", "low"]) } : {}),
    ...(random.chance(0.1) ? { "initiated-by": some(["customer", "agent", "bot"]) } : {}),
    ...(random.chance(0.2) ? { automatic: [random.pick(["yes", "no"])] } : {}),
  };
}

function randomPeriod(random: Dice, span: Span, timezone: string): Pick<Asked, "from" | "to" | "step"> {
  const from = randomInstant(random, span);
  const { date } = wallClock(from, timezone);
  switch (random.weighted({ elapsed: 3, days: 5, month: 2 })) {
    case "elapsed":
      return { from, to: from + 1 + random.whole(10 * 86_400_000), step: { kind: "elapsed" } };
    case "days": {
      const days = 1 + random.whole(9);
      const end = dateBefore(date, -days);
      return {
        from: startOfDate(date, timezone),
        to: startOfDate(end, timezone),
        step: { kind: "days", days },
      };
    }
    case "month": {
      const first = `${date.slice(0, 7)}-01`;
      const next = `${dateBefore(first, -31).slice(0, 7)}-01`;
      return {
        from: startOfDate(first, timezone),
        to: startOfDate(next, timezone),
        step: { kind: "month" },
      };
    }
  }
}
