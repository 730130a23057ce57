import type { Period } from "../calendar/period.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { queryMetrics } from "../metrics/query-metrics.ts";
import { settingsOf } from "../metrics/settings-of.ts";
import { LEAST_PEOPLE } from "../people/may-ask.ts";
import { AskBack } from "./ask-back.ts";
import { permitted } from "./ask-numbers.ts";
import type { CommandRequest } from "./command.ts";
import type { Room } from "./room.ts";

/** Who is ranked has at least so many samples: luck has no place. */
export const LEAST_SAMPLE = 10;
/** Of those who are ranked, at most so many are named, and never more than the better half. */
const MOST_NAMED = 3;

/** Somebody on a leaderboard, measured against what the team does with the same mix of channels. */
export interface Standing {
  readonly agent: string;
  /** As the KPI's unit has it, over the agent's own mix of channels. */
  readonly value: number;
  /** What the team as a whole comes to with that mix. */
  readonly expected: number;
  readonly sample: number;
  readonly place: number;
}

export interface Leaderboard {
  /** The first ones, the best first; none where fewer than four people can be ranked. */
  readonly first: readonly Standing[];
  /** The viewer's own; the place is told in the better half only. */
  readonly own: (Omit<Standing, "place"> & { readonly place: number | null }) | null;
}

/**
 * Who does best in a team that wants to be told. Nobody's number leaves this function but those of the first few and
 * the viewer's own, so that nobody is ever last.
 *
 * A KPI is adjusted for the mix of channels by indirect standardisation: what an agent has is held against what the
 * team has on each channel, weighted by the agent's samples there.
 *
 * @throws AskBack where the team has not opted in
 * @throws Refusal where the viewer may not see the team's numbers
 */
export async function askLeaderboard(
  request: CommandRequest,
  room: Room,
  asked: { readonly team: string; readonly metric: string; readonly period: Period },
): Promise<Leaderboard> {
  const { team, metric, period } = asked;
  const { viewer, now } = request;
  const { config, accountId } = room;
  await permitted(request, room, { metrics: [metric], by: [], filters: { team: [team] } });
  if (config.teams[team]?.leaderboard !== true)
    throw new AskBack(
      `This team has no leaderboard. Whoever runs deskpulse can turn it on: teams: { ${team}: { leaderboard: true } }.`,
      [`teamstats team:${team}`],
    );
  const statistic = findMetric(metric).unit === "duration" ? { statistic: "median" as const } : {};
  const query = {
    accountId,
    metrics: [{ id: metric, ...statistic }],
    period,
    filters: { team: [team] },
    clock: "elapsed" as const,
    now,
    ...settingsOf(config),
    notes: "none" as const,
  };
  const [ofAgents, ofTeam] = await Promise.all([
    queryMetrics(room.db, { ...query, by: ["agent", "channel"] }),
    queryMetrics(room.db, { ...query, by: ["channel"] }),
  ]);
  return leaderboardOf(standings(metric, ofAgents, ofTeam), viewer.agentId);
}

/** The best first. */
function standings(
  metric: string,
  ofAgents: readonly MetricResult[],
  ofTeam: readonly MetricResult[],
): readonly Standing[] {
  const team = new Map(ofTeam.map(({ key, value }) => [key["channel"], value]));
  const measured = ofAgents.filter(({ key, value }) => key["agent"] !== null && value !== null);
  const all = [...Map.groupBy(measured, ({ key }) => key["agent"] ?? "")].flatMap(([agent, cells]) => {
    const sample = cells.reduce((sum, cell) => sum + cell.sample, 0);
    if (sample < LEAST_SAMPLE) return [];
    const over = (value: (cell: MetricResult) => number) =>
      cells.reduce((sum, cell) => sum + cell.sample * value(cell), 0) / sample;
    const expected = over(({ key }) => team.get(key["channel"]) ?? 0);
    return [{ agent, sample, expected, value: over(({ value }) => value ?? 0) }];
  });
  const ahead = findMetric(metric).direction === "lower" ? -1 : 1;
  const lead = ({ value, expected }: Omit<Standing, "place">) => ahead * (value - expected);
  return all
    .toSorted((a, b) => lead(b) - lead(a) || (a.agent < b.agent ? -1 : 1))
    .map((one) => ({ ...one, place: 1 + all.filter((other) => lead(other) > lead(one)).length }));
}

function leaderboardOf(ranked: readonly Standing[], viewer: string | null): Leaderboard {
  if (ranked.length < LEAST_PEOPLE) return { first: [], own: null };
  const half = Math.floor(ranked.length / 2);
  const own = ranked.find(({ agent }) => agent === viewer);
  return {
    first: ranked.slice(0, Math.min(MOST_NAMED, half)),
    own: own ? { ...own, place: own.place <= half ? own.place : null } : null,
  };
}
