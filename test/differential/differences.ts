import type { Kysely } from "kysely";
import type { MetricSettings } from "../../src/metrics/measure.ts";
import type { MetricQuery } from "../../src/metrics/metric-query.ts";
import type { MetricResult } from "../../src/metrics/metric-result.ts";
import { queryMetrics } from "../../src/metrics/query-metrics.ts";
import type { Database } from "../../src/store/tables.ts";
import type { Answer } from "./oracle/answer.ts";
import { cellName } from "./oracle/cells.ts";
import { type Desk, naiveAnswer } from "./oracle/desk.ts";
import { stretches } from "./oracle/local-time.ts";
import { naiveAsides } from "./oracle/naive-asides.ts";
import { type Aside, naiveWords } from "./oracle/naive-words.ts";
import { besideOf, questionBefore, type Step, startOfPeriodBefore } from "./oracle/period-before.ts";
import type { Cell, Question } from "./oracle/question.ts";

/** What both are asked; the period is given in instants. */
export interface Asked
  extends Pick<
    MetricQuery,
    "metrics" | "by" | "filters" | "now" | "reopenWindowMs" | "weekStartsOn" | "clock" | "goals"
  > {
  readonly settings: MetricSettings;
  readonly from: number;
  readonly to: number;
  readonly step: Step;
  readonly timezone: string;
}

/** Enough to see what is wrong. */
const SHOWN = 20;

/** Asks the product and the oracle the same, and tells in which values, samples and asides they differ. */
export async function differences(
  db: Kysely<Database>,
  accountId: string,
  desk: Desk,
  questions: readonly Asked[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const asked of questions) {
    const results = await queryMetrics(db, queryOf(accountId, asked));
    found.push(...differencesIn(results, desk, asked));
    if (found.length >= SHOWN) break;
  }
  return found.slice(0, SHOWN);
}

function differencesIn(results: readonly MetricResult[], desk: Desk, asked: Asked): string[] {
  return asked.metrics.flatMap(({ id, statistic = "mean" }) => {
    const given = results.filter(
      (result) => result.metric === id && (result.statistic ?? "mean") === statistic,
    );
    const question = questionOf(id, statistic, asked);
    return [
      ...differing("", given, naiveAnswer(desk, question), question, (result) => result),
      ...differing("before, ", given, answerBefore(desk, question), question, (result) => result.previous),
      ...differingAsides(given, naiveAsides(desk, question), question),
      ...differingWords(given, naiveWords(desk, question), question),
      ...missingStretches(given, question),
    ].map((difference) => `${wording(question, asked.step)}: ${difference}`);
  });
}

function wording({ metric, statistic, by, filters, timezone, from, to }: Question, { kind }: Step): string {
  const period = `${new Date(from).toISOString()} to ${new Date(to).toISOString()} (${kind}, ${timezone})`;
  return `${metric} (${statistic}) by [${by}] of ${JSON.stringify(filters)}, ${period}`;
}

export function queryOf(accountId: string, { from, to, timezone, step, ...rest }: Asked): MetricQuery {
  const { kind, ...days } = step;
  return {
    accountId,
    period: { from: new Date(from), to: new Date(to), timezone, step: kind, ...days, name: "" },
    ...rest,
  };
}

export function questionOf(
  metric: string,
  statistic: string,
  { filters, now, step, settings, goals = [], ...asked }: Asked,
): Question {
  const { from, to, timezone } = asked;
  const wanted = Object.entries(filters).map(([dimension, values]) => [dimension, values ?? []]);
  return {
    ...asked,
    ...settings,
    goals,
    metric,
    statistic,
    both: { from: startOfPeriodBefore(from, to, timezone, step), to },
    filters: Object.fromEntries(wanted),
    now: now.getTime(),
  };
}

function answerBefore(desk: Desk, question: Question): Answer {
  const before = questionBefore(question);
  const answer = naiveAnswer(desk, before);
  const { toHere, toThere } = besideOf(question, before);
  const names = [...answer.names].map(toHere).filter((name) => name !== undefined);
  return { names: new Set(names), cell: (name) => answer.cell(toThere(name)) };
}

/** Money has a cell for each currency. */
function nameOf({ key }: MetricResult, { by }: Question): string {
  const { currency, ...rest } = key;
  const named = by.includes("currency") ? key : rest;
  const cell = by.map((dimension) => named[dimension] ?? null);
  return cellName(currency !== undefined && !by.includes("currency") ? [...cell, currency] : cell);
}

/** A cell that the product does not show must be empty, and one that it shows twice is wrong. */
function differing(
  what: string,
  given: readonly MetricResult[],
  expected: Answer,
  question: Question,
  cellOf: (result: MetricResult) => Cell,
): string[] {
  const found = Map.groupBy(given, (result) => nameOf(result, question));
  const names = new Set([...expected.names, ...found.keys()]);
  return [...names].flatMap((name) => {
    const [result, ...others] = found.get(name) ?? [];
    const oracle = expected.cell(name);
    if (result && others.length === 0 && agree(cellOf(result), oracle)) return [];
    const product = result ? cellOf(result) : undefined;
    const say = (cell: Cell | undefined) => (cell ? `${cell.value} of ${cell.sample}` : "nothing");
    return [`${what}${name} is ${say(product)} in the product, ${say(oracle)} in the oracle`];
  });
}

function agree(product: Cell, oracle: Cell): boolean {
  if (product.sample !== oracle.sample) return false;
  if (product.value === null || oracle.value === null) return product.value === oracle.value;
  return Math.abs(product.value - oracle.value) <= 1e-9 * Math.max(1, Math.abs(oracle.value));
}

function differingAsides(
  given: readonly MetricResult[],
  expected: Readonly<Record<string, ReadonlyMap<string, number>>>,
  question: Question,
): string[] {
  const notes = new Map(given.map((result) => [nameOf(result, question), result.notes]));
  return Object.entries(expected).flatMap(([words, counts]) =>
    [...new Set([...counts.keys(), ...notes.keys()])].flatMap((name) => {
      const note = notes.get(name)?.find((text) => text.includes(words));
      const [product, oracle] = [note ? Number.parseInt(note, 10) : 0, counts.get(name) ?? 0];
      if (product === oracle) return [];
      return [`${name} has ${product} ${words} in the product, ${oracle} in the oracle`];
    }),
  );
}

function differingWords(
  given: readonly MetricResult[],
  expected: readonly Aside[],
  question: Question,
): string[] {
  return given.flatMap((result) => {
    const name = nameOf(result, question);
    return expected.flatMap(({ about, words, mayBeLeftOut }) => {
      const [product, oracle] = [result.notes.find((text) => text.includes(about)), words.get(name)];
      return product === oracle || (mayBeLeftOut && product === undefined)
        ? []
        : [`${name} has "${product}" in the product, "${oracle}" in the oracle`];
    });
  });
}

/** Each stretch of time that has begun is there, in order, with and without anything in it. */
function missingStretches(given: readonly MetricResult[], question: Question): string[] {
  const { by, from, to, now } = question;
  const [unit, ...others] = by;
  const isMoney = given.some(({ unit: measured }) => measured === "money");
  if (!unit || others.length > 0 || isMoney || !["hour", "day", "week", "month"].includes(unit)) return [];
  const oracle = stretches(unit, from, Math.min(to, now), question).map(({ name }) => cellName([name]));
  const product = given.map((result) => nameOf(result, question));
  return product.join() === oracle.join()
    ? []
    : [`runs over ${product} in the product, ${oracle} in the oracle`];
}
