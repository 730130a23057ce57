import { catalogue } from "../../src/metrics/catalogue.ts";
import { type Dimension, statistics } from "../../src/metrics/metric-query.ts";
import { measuresOf } from "../../src/metrics/plan.ts";
import type { Dice } from "./dice.ts";
import type { Asked } from "./differences.ts";
import { wallClock } from "./oracle/local-time.ts";
import { dateBefore, startOfDate } from "./oracle/period-before.ts";
import { agents, channels, tags, teams } from "./random-conversation.ts";
import { randomInstant, type Span } from "./random-time.ts";

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
  "sentiment",
  "network",
  "kind",
  "currency",
  "target",
  "policy",
] as const satisfies readonly Dimension[];
const units = ["hour", "day", "week", "month"] as const satisfies readonly Dimension[];
const clockTimes = ["hour-of-day", "weekday"] as const satisfies readonly Dimension[];

/** What the desk calls its complaints, and what it has tagged for first contact, where it does. */
export const settings = { complaintTag: "re,fund", fcrTag: "nowhere" };

/** E-mail may be slower than chat; handle time has none. */
export const goals = [
  { kpi: "first-response-time", atMost: 3_600_000 },
  { kpi: "first-response-time", channel: "chat", atMost: 15 * 60_000 },
  { kpi: "first-response-time", team: "front", channel: "chat", atMost: 0 },
  { kpi: "response-time", team: "Field", atMost: 7_200_000 },
  { kpi: "resolution-time", atMost: 86_400_000 },
] as const satisfies Asked["goals"];

type Metrics = Asked["metrics"];

/** What deskpulse did itself stands in no event: the oracle cannot know of it. */
const withoutEvents: readonly string[] = ["alerts", "time-to-acknowledge"];

/** Every KPI that can be asked so, durations in every statistic. */
function metricsFor(by: readonly Dimension[], filters: Asked["filters"]): Metrics {
  const { automatic, ...others } = filters;
  const wanted = [...by, ...Object.keys(others)];
  return catalogue
    .filter(({ dimensions }) => wanted.every((name) => dimensions.some((dimension) => dimension === name)))
    .filter(({ id }) => !withoutEvents.includes(id))
    .filter((definition) => !automatic || measuresOf(definition).some((measure) => measure.automatic))
    .flatMap(({ id, unit }) =>
      unit === "duration" ? statistics.map((statistic) => ({ id, statistic })) : [{ id }],
    );
}

/** Hours of more are too many. */
const TWO_DAYS = 2 * 86_400_000;

/** In total and by each dimension. */
export function everyBreakdown(asked: Omit<Asked, "by" | "metrics" | "filters">): readonly Asked[] {
  const breakdowns: Dimension[][] = [
    [],
    ...[...names, ...units, ...clockTimes].map((dimension) => [dimension]),
  ];
  return breakdowns.map((by) => ({
    ...asked,
    ...(by.includes("hour") ? { to: Math.min(asked.to, asked.from + TWO_DAYS) } : {}),
    by,
    filters: {},
    metrics: metricsFor(by, {}),
  }));
}

/** Of any part of the span, split by names, a time, both or neither, with filters as they come. */
export function randomQuestion(random: Dice, span: Span, timezone: string, now: Date): Asked {
  const period = randomPeriod(random, span, timezone);
  const isShort = period.to - period.from < 3 * 86_400_000;
  const times = [...(isShort ? units : units.slice(1)), ...clockTimes];
  const by = random.shuffled([
    ...random.shuffled(random.chance(0.8) ? names.slice(0, 9) : names).slice(0, random.pick([0, 1, 1, 2])),
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
    clock: random.pick(["elapsed", "elapsed", "business"]),
    goals,
    settings: { ...settings, fcrTag: random.pick(["nowhere", "vip"]) },
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
