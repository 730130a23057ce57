import type { Period } from "../calendar/period.ts";
import type { MetricQuery } from "../metrics/metric-query.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { queryMetrics } from "../metrics/query-metrics.ts";
import { type Receipt, receiptOf } from "../metrics/receipt.ts";
import { settingsOf } from "../metrics/settings-of.ts";
import { hideSmallGroups } from "../people/hide-small-groups.ts";
import { recordLookUp } from "../people/look-ups.ts";
import { type Allowed, LEAST_PEOPLE, mayAsk } from "../people/may-ask.ts";
import type { Question as PeopleQuestion } from "../people/question.ts";
import type { CommandRequest } from "./command.ts";
import { median } from "./median.ts";
import { Refusal } from "./refusal.ts";
import type { Room } from "./room.ts";

/** What a command wants to know; who asks and when stands in its request. */
export interface Asked extends Partial<Pick<MetricQuery, "by" | "filters" | "clock" | "notes">> {
  readonly metrics: MetricQuery["metrics"];
  readonly period: Period;
}

export interface Told {
  readonly results: readonly MetricResult[];
  /** How many values are not shown since too few people are behind them. */
  readonly hidden: number;
  readonly query: MetricQuery;
}

/**
 * Answers a question about numbers, for whoever may ask it. Every number that a command shows comes through here, or
 * through the other functions of this file: what may be seen is decided at this one place, from who asks, whatever the
 * line or the button says.
 *
 * @throws Refusal where the viewer may not
 */
export async function askNumbers(request: CommandRequest, room: Room, asked: Asked): Promise<Told> {
  const query = queryOf(request, room, asked);
  const { leastPeople } = await permitted(request, room, asPeopleQuestion(query), query.period.name);
  const results = await queryMetrics(room.db, query);
  if (leastPeople === 0) return { results, hidden: 0, query };
  const byAgent = await queryMetrics(room.db, { ...query, by: [...query.by, "agent"], notes: "none" });
  return { ...hideSmallGroups(results, byAgent, leastPeople), query };
}

/**
 * The median over the people of a team of what each of them has, by KPI; nothing where fewer than four have anything.
 * It tells of no single person, so whoever may see the team's numbers may see it.
 */
export async function askTeamMedians(
  request: CommandRequest,
  room: Room,
  asked: Omit<Asked, "by" | "filters"> & { readonly teams: readonly string[] },
): Promise<ReadonlyMap<string, number>> {
  const { teams, ...rest } = asked;
  const query = queryOf(request, room, { ...rest, filters: { team: teams }, notes: "none" });
  if (teams.length === 0 || !mayAsk(request.viewer, asPeopleQuestion(query)).allowed) return new Map();
  const results = await queryMetrics(room.db, { ...query, by: ["agent"] });
  const own = results.filter(({ key, value }) => key["agent"] !== null && value !== null);
  const medians = [...Map.groupBy(own, ({ metric }) => metric)].flatMap(([metric, ofPeople]) => {
    if (ofPeople.length < LEAST_PEOPLE) return [];
    return [[metric, median(ofPeople.map(({ value }) => value ?? 0))] as const];
  });
  return new Map(medians);
}

/**
 * Why a number is what it is, with the conversations behind it.
 *
 * @throws Refusal where the viewer may not see single conversations
 */
export async function askReceipt(request: CommandRequest, room: Room, asked: Asked): Promise<Receipt> {
  const query = queryOf(request, room, asked);
  const question = { ...asPeopleQuestion(query), shows: "conversations" } as const;
  await permitted(request, room, question, query.period.name);
  return await receiptOf(room.db, query);
}

/** Whether the viewer may see the single conversations behind a number. */
export function mayAskReceipt({ viewer }: CommandRequest, { metrics, filters = {} }: Asked): boolean {
  const question = { metrics: metrics.map(({ id }) => id), by: [], filters, shows: "conversations" } as const;
  return mayAsk(viewer, question).allowed;
}

/** Whose numbers a request has been noted to look at: several questions of one command are one look. */
const noted = new WeakMap<CommandRequest, Set<string>>();

/**
 * Lets a question through that is answered by something else than the metrics, such as the conversations behind them.
 *
 * @param period in words, for whoever is looked at
 * @throws Refusal where the viewer may not
 */
export async function permitted(
  request: CommandRequest,
  room: Room,
  question: PeopleQuestion,
  period = "now",
): Promise<Allowed> {
  const { viewer, now } = request;
  const permission = mayAsk(viewer, question);
  if (!permission.allowed)
    throw new Refusal({
      reason: permission.reason,
      ask: permission.ask,
      remedy: viewer.refusal?.remedy ?? null,
    });
  const before = noted.get(request) ?? new Set();
  const agents = permission.lookedUp.filter((agent) => !before.has(agent));
  noted.set(request, new Set([...before, ...agents]));
  if (agents.length > 0) {
    const what = `${inWords(question)}, ${period}`;
    await recordLookUp(room.db, room.accountId, { viewer, agents, what, at: now });
  }
  return permission;
}

function queryOf({ now }: CommandRequest, { accountId, config }: Room, asked: Asked): MetricQuery {
  return {
    by: [],
    filters: {},
    clock: "elapsed",
    ...asked,
    accountId,
    now,
    ...settingsOf(config),
  };
}

function asPeopleQuestion({ metrics, by, filters }: MetricQuery): PeopleQuestion {
  return { metrics: metrics.map(({ id }) => id), by, filters };
}

function inWords({ metrics, by, filters }: PeopleQuestion): string {
  const narrowed = Object.entries(filters).flatMap(([name, values]) =>
    values ? [`${name}:${values.join(",")}`] : [],
  );
  return [metrics.join(", "), ...by.map((dimension) => `by ${dimension}`), ...narrowed].join(" ");
}
