import { AskBack } from "./ask-back.ts";
import { isBacktest } from "./backtest-question.ts";
import type { Command, CommandRequest } from "./command.ts";
import { filterKeys, type Question } from "./question.ts";
import { withConversationScope, withFilters } from "./scope.ts";
import { slaBacktest } from "./sla-backtest.ts";
import { understood } from "./understood.ts";
import { waitingNow } from "./waiting-now.ts";

const FILTERS: readonly string[] = ["team", "agent", "channel", "priority"];

/** Other words for agent:me. */
const MINE: readonly string[] = ["me", "mine", "only mine"];
/** What it tells in any case. */
const ANYWAY: readonly string[] = ["now", "overdue", "late", "breached", "at risk", "waiting"];

export const sla: Command = {
  name: "sla",
  summary: "Who waits for a reply now and what is due; what a policy or alert would have told",
  usage: "[team:… channel:… priority:… agent:…] | backtest <policy or alert> [period]",
  examples: [
    "sla",
    "sla team:billing",
    "sla channel:chat agent:me",
    "sla backtest",
    "sla backtest last month",
  ],
  async run(request, room) {
    if (isBacktest(request.words)) return await slaBacktest(request, room);
    const flags = ["backtest", ...MINE, ...ANYWAY];
    const asked = understood(request, room, { command: "sla", period: "today", flags });
    checkWords(asked.question);
    const question = withConversationScope(request.viewer, withMine(request, asked.question));
    return await waitingNow(request, room, { question, viewing: asked.viewing });
  },
};

/** @throws AskBack for what those who wait now cannot be asked by */
function checkWords({ metrics, by, period, filters }: Question): void {
  const wrong = filterKeys.find((key) => filters[key] && !FILTERS.includes(key));
  if (wrong === undefined && metrics.length === 0 && by.length === 0 && period === undefined) return;
  throw new AskBack(
    "sla tells who waits now, by team, agent, channel and priority. The past is asked for by KPIs:",
    ["sla", "kpi response-time by channel last week"],
  );
}

function withMine({ viewer }: CommandRequest, question: Question): Question {
  const plain = { ...question, flags: [] };
  const isMine = MINE.some((word) => question.flags.includes(word));
  return isMine && viewer.agentId !== null && !question.filters.agent
    ? withFilters(plain, { agent: [viewer.agentId] })
    : plain;
}
