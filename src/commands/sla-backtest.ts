import { backtestPolicy, type PolicyBacktest } from "../alerts/backtest-policy.ts";
import { targetKinds } from "../facts/sla-rows.ts";
import { quotedWord } from "../messages/quoted-word.ts";
import type { Action, CommandAction, Section } from "../messages/report.ts";
import { formatValue } from "../metrics/wording.ts";
import { TooManyConversations } from "../store/too-many-conversations.ts";
import { alertAnswer } from "./alert-backtest.ts";
import { AskBack } from "./ask-back.ts";
import { permitted } from "./ask-numbers.ts";
import { type BacktestAnswer, policySections } from "./backtest-answer.ts";
import { type BacktestQuestion, backtestLine, backtestQuestion, targetWords } from "./backtest-question.ts";
import { backtestSubjects } from "./backtest-subject.ts";
import type { Answer, CommandRequest } from "./command.ts";
import { dataUpTo } from "./data-up-to.ts";
import { localPeriod } from "./local-dates.ts";
import type { Room } from "./room.ts";
import { scopeWords, withConversationScope } from "./scope.ts";

/** Folds in some ten seconds, which is as long as somebody looks at a chat. */
const MOST_CONVERSATIONS = 30_000;
/** The worst are shown one by one. */
const WHAT = { metrics: ["sla-attainment"], by: [], shows: "conversations" } as const;
const PERIODS = ["yesterday", "last 7 days", "last week", "last month"];

/**
 * What a policy or an alert on a KPI would have alerted. Of a policy all of it to managers and admins, a lead's teams to
 * a lead, an agent's own to an agent, as with those who wait now; of an alert to whoever may see its KPI in full.
 *
 * @throws AskBack, Refusal
 */
export async function slaBacktest(request: CommandRequest, room: Room): Promise<Answer> {
  // Nobody learns by asking back what the policies are called.
  if (request.viewer.role === "nobody") await permitted(request, room, { ...WHAT, filters: {} });
  const asked = backtestQuestion(request, room);
  const { viewing, period, subject } = asked;
  const [tested, fresh] = await Promise.all([
    subject.kind === "policy" ? policyAnswer(asked, request, room) : alertAnswer(asked, request, room),
    dataUpTo(room, request.now, viewing),
  ]);
  const heading = {
    type: "heading" as const,
    text: `Back test: ${subject.name}`,
    subtitle: [localPeriod(period, viewing.locale), ...tested.about, viewing.timezone].join(" · "),
  };
  const sections: Section[] = [
    heading,
    ...tested.sections,
    { type: "actions", actions: actions(asked, room) },
    { type: "footnote", lines: [...tested.notes, fresh] },
  ];
  return { report: { summary: tested.summary, sections }, visibility: "personal" };
}

async function policyAnswer(
  asked: BacktestQuestion,
  request: CommandRequest,
  room: Room,
): Promise<BacktestAnswer> {
  const question = withConversationScope(request.viewer, asked.question);
  const { filters } = question;
  await permitted(request, room, { ...WHAT, filters }, asked.period.name);
  const tested = await testOf({ ...asked, question }, request, room);
  return {
    ...policySections(tested, asked.period, request, room, asked.viewing),
    about: [scopeWords(request.viewer, filters), ...asked.targets.map(targetWords)],
    notes: ["By the policies of deskpulse.yaml as they are now. Nothing was changed."],
  };
}

async function testOf(asked: BacktestQuestion, { now }: CommandRequest, room: Room): Promise<PolicyBacktest> {
  const { db, accountId, config } = room;
  const { subject, targets, period, question } = asked;
  const { team: teams, agent: agents, channel: channels, priority: priorities } = question.filters;
  try {
    return await backtestPolicy(db, {
      accountId,
      config,
      policy: subject.name,
      period,
      now,
      filters: { targets: targets.length > 0 ? targets : undefined, teams, agents, channels, priorities },
      most: MOST_CONVERSATIONS,
    });
  } catch (error) {
    throw error instanceof TooManyConversations ? tooMany(error.count, asked) : error;
  }
}

function tooMany(count: number, asked: BacktestQuestion): AskBack {
  const { subject, period, question, viewing, targets } = asked;
  const [all, most] = [count, MOST_CONVERSATIONS].map((each) =>
    formatValue("count", each, { locale: viewing.locale }),
  );
  const line = `npx deskpulse sla backtest --policy ${quotedWord(subject.name)} --period "${period.name}" --timezone ${period.timezone}`;
  const shorter = PERIODS.slice(0, 2).filter((words) => words !== period.name);
  return new AskBack(
    `${all} conversations would have to be read again; in chat it is ${most} at most. Ask for a shorter period, or on the command line:\n${line}`,
    shorter.map((words) => backtestLine(subject, { ...question, period: words }, targets)),
    "Too much for chat",
  );
}

function actions(asked: BacktestQuestion, room: Room): readonly Action[] {
  const { subject, question, period, targets } = asked;
  const { filters: _filters, ...unnarrowed } = question;
  const periods: readonly CommandAction[] = PERIODS.slice(1)
    .filter((words) => words !== period.name)
    .map((words) => ({
      label: words.slice(0, 1).toUpperCase() + words.slice(1),
      command: backtestLine(subject, { ...question, period: words }, targets),
    }));
  const others = backtestSubjects(room).filter(({ line }) => line !== subject.line);
  return [
    ...periods,
    ...select("Only …", narrowings(asked, room)),
    ...select(
      "Another …",
      others.map((other) => ({
        label: `${other.kind} ${other.name}`,
        command: backtestLine(other, other.kind === "policy" ? question : { ...unnarrowed, filters: {} }),
      })),
    ),
  ];
}

function select(label: string, options: readonly CommandAction[]): readonly Action[] {
  return options.length > 0 ? [{ label, options }] : [];
}

/** To one of the policy's targets, where it has several. */
function narrowings(
  { subject, question, targets }: BacktestQuestion,
  { config }: Room,
): readonly CommandAction[] {
  const policy = subject.kind === "policy" ? config.sla.find(({ name }) => name === subject.name) : undefined;
  const kinds = targetKinds.filter((kind) => policy?.targets[keys[kind]] !== undefined);
  if (kinds.length < 2) return [];
  const all = { label: "all targets", command: backtestLine(subject, question) };
  const single = kinds
    .filter((kind) => !targets.includes(kind))
    .map((kind) => ({ label: targetWords(kind), command: backtestLine(subject, question, [kind]) }));
  return targets.length > 0 ? [all, ...single] : single;
}

const keys = {
  "first-response": "firstResponse",
  "next-response": "nextResponse",
  resolution: "resolution",
} as const;
