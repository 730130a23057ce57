import { sql } from "kysely";
import type { Fragment, Source, SplitDimension } from "./measure.ts";
import type { Dimension } from "./metric-query.ts";
import { isTimeDimension } from "./time-axis.ts";

/** Whether rows of a source can be split by a dimension. */
export function isKnown(dimension: Dimension, source: Source): boolean {
  if (isTimeDimension(dimension)) return true;
  if (dimension === "agent") return source.agent !== undefined;
  if (dimension === "team") return source.agent !== undefined || source.team !== undefined;
  return source.columns[dimension] !== undefined;
}

/** The SQL of what a row is split or filtered by; `m` is its agent's team, `g` one of its tags. */
export function dimensionColumn(dimension: SplitDimension, source: Source): Fragment {
  const { agent, team, columns } = source;
  if (dimension === "agent") return agent === undefined ? nothing : sql.ref(agent);
  if (dimension !== "team") return columns[dimension] ?? nothing;
  if (agent === undefined) return team === undefined ? nothing : sql.ref(team);
  return team === undefined ? sql.ref("m.team_id") : sql`coalesce(m.team_id, ${sql.ref(team)})`;
}

const nothing: Fragment = sql`null::text`;

/** The agent's own team stands before the conversation's. */
export function teamJoin(source: Source): Fragment | undefined {
  if (source.agent === undefined) return undefined;
  const sameAgent = sql`m.account_id = f.account_id and m.agent_id = ${sql.ref(source.agent)}`;
  if (source.time.kind === "level" && source.teamAsOf === "moment")
    return sql`left join agent_teams as m on ${sameAgent} and m.valid_from < b.at and b.at <= m.valid_to`;
  if (source.teamAsOf === "last-known" || source.time.kind !== "flow")
    return sql`left join agent_teams as m on ${sameAgent} and m.valid_to = 'infinity'`;
  const at = sql.ref(`f.${source.time.at}`);
  return sql`left join agent_teams as m on ${sameAgent} and m.valid_from <= ${at} and ${at} < m.valid_to`;
}

/** A row for each tag, and one for a conversation without any. */
export const tagJoin: Fragment = sql`left join lateral unnest(f.tags) as g(tag) on true`;
