import type { Kysely } from "kysely";
import { teamCalendars } from "../calendar/calendar-rules.ts";
import type { Period } from "../calendar/period.ts";
import { elapsedPart } from "../calendar/previous-period.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import { businessTimeOf } from "../facts/business-time.ts";
import type { SlaClockRow, TargetKind } from "../facts/sla-rows.ts";
import { type Backtest, backtestOf } from "../sla/backtest.ts";
import { slaClocksBy } from "../sla/clocks.ts";
import { openPolicies } from "../sla/open-policies.ts";
import { policyRules } from "../sla/policy-rules.ts";
import { reachBack } from "../sla/reach-back.ts";
import { type AgentTeams, agentTeams } from "../store/agent-teams.ts";
import { clocksUnder } from "../store/clocks-under.ts";
import type { Database } from "../store/tables.ts";
import { type BacktestMessages, backtestMessages } from "./backtest-messages.ts";

/** What a policy would have come to, and what people would have seen of it. */
export interface PolicyBacktest extends Backtest {
  readonly policy: string;
  readonly period: Pick<Period, "from" | "to" | "timezone">;
  /** null where the policy tells nobody. */
  readonly messages: BacktestMessages | null;
  /** Conversations whose events were dropped for their age, of all policies. */
  readonly withoutEvents: number;
}

/** Which clocks of the policy: any of the values of each. */
interface BacktestFilters {
  readonly targets?: readonly TargetKind[] | undefined;
  /** The agent's own at the due time, else the conversation's. */
  readonly teams?: readonly string[] | undefined;
  readonly agents?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly priorities?: readonly string[] | undefined;
}

export interface BacktestRequest {
  readonly accountId: string;
  readonly config: DeskConfig;
  /** The name of one of `config`. */
  readonly policy: string;
  readonly period: Period;
  readonly now: Date;
  readonly filters?: BacktestFilters;
  /** How many conversations are folded at most; any number unless given. */
  readonly most?: number;
  /** Conversations so far, of so many. */
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * What a policy would have alerted in a period, by the policies of a configuration as if they had always been in force.
 * Folds the log again; writes nothing.
 *
 * @throws TooManyConversations where more would be folded than `most`
 */
export async function backtestPolicy(
  db: Kysely<Database>,
  request: BacktestRequest,
): Promise<PolicyBacktest> {
  const { accountId, config, policy, period, now, filters = {} } = request;
  const policies = await openPolicies(policyRules(config));
  const span = elapsedPart(period, now);
  const { clocks, withoutEvents } = await clocksUnder(
    db,
    accountId,
    slaClocksBy(() => policies),
    { since: reachBack(policies, span.from), to: span.to, most: request.most },
    request.onProgress,
  );
  const businessTime = await businessTimeOf([{ validFrom: null, content: teamCalendars(config) }]);
  const teamOf = filters.teams ? await agentTeams(db, accountId) : () => null;
  const own = clocks.filter((clock) => clock.policy === policy && isAsked(clock, filters, teamOf));
  const { from, to, timezone } = period;
  return {
    policy,
    period: { from, to, timezone },
    ...backtestOf(own, span, businessTime.isOpen),
    messages: messagesOf(own, request, span),
    withoutEvents,
  };
}

function messagesOf(
  clocks: readonly SlaClockRow[],
  { config, policy }: BacktestRequest,
  span: Period,
): BacktestMessages | null {
  const rules = config.sla.find(({ name }) => name === policy);
  if (!rules) return null;
  const calendar = rules.calendar === undefined ? undefined : config.calendars[rules.calendar];
  return backtestMessages(clocks, rules, calendar?.timezone ?? config.timezone, span);
}

function isAsked(clock: SlaClockRow, filters: BacktestFilters, teamOf: AgentTeams): boolean {
  const { agent, channel, priority, kind, dueAt, startedAt } = clock;
  const team = (agent === null ? null : teamOf(agent, dueAt ?? startedAt)) ?? clock.team;
  return (
    isAnyOf(kind, filters.targets) &&
    isAnyOf(team, filters.teams) &&
    isAnyOf(agent, filters.agents) &&
    isAnyOf(channel, filters.channels) &&
    isAnyOf(priority, filters.priorities)
  );
}

function isAnyOf(value: string | null, values: readonly string[] | undefined): boolean {
  return values === undefined || (value !== null && values.includes(value));
}
