import type { Period } from "../calendar/period.ts";
import { type TargetKind, targetKinds } from "../facts/sla-rows.ts";
import { AskBack } from "./ask-back.ts";
import { type BacktestSubject, backtestSubjects, withoutQuotes, wordsFor } from "./backtest-subject.ts";
import type { CommandRequest } from "./command.ts";
import { emptyQuestion, filterKeys, type Question, questionWords } from "./question.ts";
import type { Room } from "./room.ts";
import { understood } from "./understood.ts";
import type { Viewing } from "./viewing.ts";

const BACKTEST_PERIOD = "last 7 days";
const FILTERS: readonly string[] = ["team", "agent", "channel", "priority"];
const HEADING = "Back tests";
/** More would not be read. */
const MOST_OFFERED = 10;

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

/**
 * Reads `backtest urgent last month first response team:billing`, in any order.
 *
 * @throws AskBack where it is not clear what is to be tested, with lines that are
 */
export function backtestQuestion(request: CommandRequest, room: Room): BacktestQuestion {
  const subjects = backtestSubjects(room);
  if (subjects.length === 0)
    throw new AskBack(
      "There is nothing to test: deskpulse.yaml has no policies, under sla, and no alerts.",
      ["sla"],
      HEADING,
    );
  const names = subjects.map((subject) => ({ subject, words: wordsFor(subject) }));
  const words = withoutQuotes(request.words.replace(SAID, "$1backtest"), subjects);
  const flags = ["backtest", ...targetKinds.flatMap(wordsForTarget), ...names.flatMap((each) => each.words)];
  const asked = understood({ ...request, words }, room, {
    command: "sla",
    period: BACKTEST_PERIOD,
    flags,
    metrics: [],
    otherwise: subjects.slice(0, MOST_OFFERED).map((subject) => backtestLine(subject)),
  });
  const said = asked.question.flags;
  const meant = names.filter((each) => each.words.some((word) => said.includes(word)));
  const subject = soleSubject(
    meant.length > 0 ? meant.map((each) => each.subject) : subjects,
    asked.question,
  );
  const question = { ...asked.question, flags: [] };
  const targets = targetKinds.filter((kind) => wordsForTarget(kind).some((word) => said.includes(word)));
  checkWords(subject, question, targets);
  return { ...asked, subject, question, targets };
}

/** The line that asks for a back test. */
export function backtestLine(
  { line }: BacktestSubject,
  question?: Question,
  targets: readonly TargetKind[] = [],
): string {
  const rest = question ? [questionWords(question)] : [];
  return ["sla backtest", line, ...targets.map(targetWords), ...rest].filter(Boolean).join(" ");
}

/** "first response" */
export function targetWords(kind: TargetKind): string {
  return kind.replaceAll("-", " ");
}

function wordsForTarget(kind: TargetKind): readonly string[] {
  const words = targetWords(kind);
  return [words, kind, words.replace("response", "reply")];
}

/** @throws AskBack for what a back test cannot be asked by */
function checkWords(subject: BacktestSubject, question: Question, targets: readonly TargetKind[]): void {
  const { by, filters, versus, statistic, clock } = question;
  const taken: readonly string[] = subject.kind === "policy" ? FILTERS : [];
  const isNarrowed = filterKeys.some((key) => filters[key] && !taken.includes(key));
  const isWrong = isNarrowed || (subject.kind === "alert" && targets.length > 0);
  if (!isWrong && by.length === 0 && versus === undefined && statistic === undefined && clock === undefined)
    return;
  const { period, zone } = question;
  const plain = { ...emptyQuestion, ...(period && { period }), ...(zone && { zone }) };
  throw new AskBack(
    subject.kind === "policy"
      ? "A back test is of a policy and a period, and may be narrowed by team, agent, channel and priority:"
      : "An alert is tested as deskpulse.yaml has it; only the period can be chosen:",
    [backtestLine(subject, plain)],
  );
}

/** @throws AskBack for several */
function soleSubject(subjects: readonly BacktestSubject[], question: Question): BacktestSubject {
  const [only, ...others] = subjects;
  if (only && others.length === 0) return only;
  const period = { ...question, flags: [] };
  const lines = subjects.slice(0, MOST_OFFERED).map((subject) => backtestLine(subject, period));
  throw new AskBack("Which one? Its name goes with it:", lines, HEADING);
}
