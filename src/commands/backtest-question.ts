import type { Period } from "../calendar/period.ts";
import { type TargetKind, targetKinds } from "../facts/sla-rows.ts";
import { AskBack } from "./ask-back.ts";
import type { CommandRequest } from "./command.ts";
import { filterKeys, type Question, questionWords } from "./question.ts";
import type { Room } from "./room.ts";
import { understood } from "./understood.ts";
import type { Viewing } from "./viewing.ts";
import { normalised } from "./vocabulary.ts";

const BACKTEST_PERIOD = "last 7 days";
const FILTERS: readonly string[] = ["team", "agent", "channel", "priority"];
/** More would not be read. */
const MOST_OFFERED = 10;

/** What can be tested. */
export interface BacktestSubject {
  readonly kind: "policy";
  readonly name: string;
}

/** A back test as it was meant. */
export interface BacktestQuestion {
  readonly subject: BacktestSubject;
  /** Of a policy; all where none was named. */
  readonly targets: readonly TargetKind[];
  /** Its period, filters and zone. */
  readonly question: Question;
  readonly period: Period;
  readonly viewing: Viewing;
}

const SAID = /(^|\s)back[\s-]?test(?=\s|$)/i;

/** Whether what follows `sla` asks for a back test. */
export function isBacktest(words: string): boolean {
  return SAID.test(words);
}

/** What deskpulse.yaml has that can be tested. */
export function backtestSubjects({ config }: Pick<Room, "config">): readonly BacktestSubject[] {
  return config.sla.map(({ name }) => ({ kind: "policy", name }));
}

/**
 * Reads `backtest urgent last month first response team:billing`, in any order.
 *
 * @throws AskBack where it is not clear what is to be tested, with lines that are
 */
export function backtestQuestion(request: CommandRequest, room: Room): BacktestQuestion {
  const subjects = backtestSubjects(room);
  const names = subjects.map((subject) => ({ subject, words: wordsFor(subject) }));
  const words = withoutQuotes(request.words.replace(SAID, "$1backtest"), subjects);
  const flags = ["backtest", ...targetKinds.map(targetWords), ...names.flatMap((each) => each.words)];
  const asked = understood({ ...request, words }, room, {
    command: "sla",
    period: BACKTEST_PERIOD,
    flags,
    metrics: [],
    otherwise: subjects.slice(0, MOST_OFFERED).map((subject) => backtestLine(subject)),
  });
  checkWords(asked.question);
  const said = asked.question.flags;
  const meant = names.filter((each) => each.words.some((word) => said.includes(word)));
  const subject = soleSubject(
    meant.length > 0 ? meant.map((each) => each.subject) : subjects,
    asked.question,
  );
  const { flags: _flags, ...question } = asked.question;
  return {
    ...asked,
    subject,
    question: { ...question, flags: [] },
    targets: targetKinds.filter((kind) => said.includes(targetWords(kind))),
  };
}

/** The line that asks for a back test. */
export function backtestLine(
  { name }: BacktestSubject,
  question?: Question,
  targets: readonly TargetKind[] = [],
): string {
  const rest = question ? [questionWords(question)] : [];
  return ["sla backtest", name.trim(), ...targets.map(targetWords), ...rest].filter(Boolean).join(" ");
}

/** "first response" */
export function targetWords(kind: TargetKind): string {
  return kind.replaceAll("-", " ");
}

/** What may be typed for a name, in lower case. */
function wordsFor({ name }: BacktestSubject): readonly string[] {
  const plain = name.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const spoken = normalised(name);
  return [...new Set([plain, spoken, spoken.replaceAll("-", " ")])].filter((words) => words !== "");
}

/** A name in quotes is the same name. */
function withoutQuotes(words: string, subjects: readonly BacktestSubject[]): string {
  return words.replaceAll(/(^|\s)["“„«]([^"“”„«»]+)["”“»]/g, (whole, before: string, inside: string) =>
    subjects.some(({ name }) => normalised(name) === normalised(inside)) ? `${before}${inside}` : whole,
  );
}

/** @throws AskBack for what a back test cannot be asked by */
function checkWords({ by, filters, versus, statistic, clock }: Question): void {
  const wrong = filterKeys.some((key) => filters[key] && !FILTERS.includes(key));
  if (!wrong && by.length === 0 && versus === undefined && statistic === undefined && clock === undefined)
    return;
  throw new AskBack(
    "A back test is of a policy and a period, and may be narrowed by team, agent, channel and priority.",
    ["help sla"],
  );
}

/** @throws AskBack for none, and for several */
function soleSubject(subjects: readonly BacktestSubject[], question: Question): BacktestSubject {
  const [only, ...others] = subjects;
  if (!only)
    throw new AskBack("There is nothing to test: deskpulse.yaml has no policies, under sla.", ["sla"]);
  if (others.length === 0) return only;
  const period = { ...question, flags: [] };
  const lines = subjects.slice(0, MOST_OFFERED).map((subject) => backtestLine(subject, period));
  throw new AskBack("Which one? Its name goes with it:", lines);
}
