import { formatValue } from "../../../src/metrics/wording.ts";
import { mean } from "./answer.ts";
import { cellsOf, levelCells } from "./cells.ts";
import type { Desk, Level, Sample } from "./desk.ts";
import type { Life } from "./life.ts";
import { isTime, type Question } from "./question.ts";
import type { Conversation } from "./told-desk.ts";

/** What is told beside values: which aside, and its words for each cell in which it has any. */
export interface Aside {
  readonly about: string;
  /** Where it says the same as the value, it need not be told. */
  readonly mayBeLeftOut?: boolean;
  readonly words: ReadonlyMap<string, string>;
}

const hour = 3_600_000;
const ages = [
  ["under 1 d", 0, 24],
  ["1–3 d", 24, 72],
  ["3–7 d", 72, 168],
  ["7 d and older", 168, Number.POSITIVE_INFINITY],
] as const;

/** Of what has no stretches of time of its own: in total and by names. */
export function naiveWords(desk: Desk, question: Question): readonly Aside[] {
  const { metric, statistic, clock, by } = question;
  if (by.some(isTime) || statistic !== "mean" || clock !== "elapsed") return [];
  switch (metric) {
    case "open-conversations":
      return backlog(desk, question);
    case "waiting":
      return [longest(desk, question)];
    case "resolution-time":
      return resolutions(desk, question);
    default:
      return [];
  }
}

function each<T>(cells: ReadonlyMap<string, readonly T[]>, word: (members: readonly T[]) => string) {
  return new Map([...cells].map(([name, members]) => [name, word(members)]));
}

function backlog({ told, backlog: levels }: Desk, question: Question): readonly Aside[] {
  const end = Math.min(question.to, Math.max(question.now, question.from));
  const there = levelCells(levels, question);
  const asleep = (level: Level) => level.labelsAt(end)["status"]?.[0] === "snoozed";
  const openedAt = new Map(
    levels.map((level, index) => [level, told.conversations[index]?.life.openedAt ?? 0]),
  );
  const old = (level: Level) => end - (openedAt.get(level) ?? 0);
  const snoozed = new Map([...there].map(([name, members]) => [name, members.filter(asleep)]));
  return [
    {
      about: "of them snoozed",
      words: each(
        new Map([...snoozed].filter(([, { length }]) => length > 0)),
        ({ length }) => `${length} of them snoozed`,
      ),
    },
    {
      about: "by age",
      words: each(there, (members) => {
        const counts = ages.map(([label, from, to]) => {
          const aged = members.filter((level) => from * hour <= old(level) && old(level) < to * hour);
          return `${label} ${aged.length}`;
        });
        return `by age: ${counts.join(", ")}`;
      }),
    },
  ];
}

function longest({ waits }: Desk, question: Question): Aside {
  const end = Math.min(question.to, Math.max(question.now, question.from));
  return {
    about: "the longest",
    words: each(levelCells(waits["response-time"] ?? [], question), (members) => {
      const since = Math.min(...members.map(({ startedAt = end }) => startedAt));
      return `the longest ${time(end - since)}`;
    }),
  };
}

/** An episode has no status of its own. */
function resolutions({ told }: Desk, question: Question): readonly Aside[] {
  if (question.by.includes("status")) return [];
  const { automatic } = question.filters;
  const isAsked = (sample: Sample) => automatic?.includes(sample.automatic ? "yes" : "no") ?? true;
  const average = (samples: readonly Sample[], words: string): Aside => ({
    about: words,
    mayBeLeftOut: true,
    words: each(
      cellsOf(samples.filter(isAsked), question),
      (members) => `${time(mean(members.map(({ value }) => value)))} ${words}`,
    ),
  });
  const episodes = told.conversations.map(episodesIn);
  return [
    average(
      episodes
        .flatMap((those) => those.filter(({ isFirst }) => isFirst))
        .map((one) => ({ ...one, value: one.sinceOpening })),
      "to the first resolution",
    ),
    average(episodes.flat(), "per episode"),
  ];
}

interface Resolved extends Sample {
  readonly isFirst: boolean;
  readonly sinceOpening: number;
}

/** From an episode's opening, which is the conversation's or its reopening, to its resolution. */
function episodesIn({ life, labels }: Conversation): readonly Resolved[] {
  return life.episodes.flatMap(({ resolved }, index): Resolved[] => {
    const since = startOf(life, index);
    const { openedAt } = life;
    if (!resolved || since === undefined || openedAt === undefined) return [];
    const { at, automatic } = resolved;
    const value = at - since;
    return [
      {
        at,
        value,
        automatic,
        isFirst: index === 0,
        sinceOpening: at - openedAt,
        labels: labels(resolved, at),
      },
    ];
  });
}

function startOf({ episodes, openedAt }: Life, index: number): number | undefined {
  return index === 0 ? openedAt : episodes[index - 1]?.reopenedAt;
}

function time(milliseconds: number): string {
  return formatValue("duration", milliseconds / 1000);
}
