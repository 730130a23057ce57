import { sql } from "kysely";
import type { Fragment, Source } from "./measure.ts";
import type { Dimension } from "./metric-query.ts";
import type { TimeDimension } from "./time-axis.ts";

const columns = {
  channel: "channel",
  priority: "priority",
  topic: "topic",
  product: "product",
  segment: "segment",
  "initiated-by": "initiated_by",
} as const;

/** The SQL of what a row is split or filtered by; `m` is its agent's team, `g` one of its tags. */
export function dimensionColumn(dimension: Exclude<Dimension, TimeDimension>, source: Source): Fragment {
  if (dimension === "agent") return sql.ref(source.agent);
  if (dimension === "team") return sql`coalesce(m.team_id, ${sql.ref(source.team)})`;
  if (dimension === "tag") return sql.ref("g.tag");
  if (dimension === "status") return source.status ?? sql`null::text`;
  return sql.ref(`f.${columns[dimension]}`);
}

/** The agent's own team stands before the conversation's. */
export function teamJoin(source: Source): Fragment {
  const sameAgent = sql`m.account_id = f.account_id and m.agent_id = ${sql.ref(source.agent)}`;
  if (source.teamAsOf === "last-known" || source.time.kind === "level")
    return sql`left join agent_teams as m on ${sameAgent} and m.valid_to = 'infinity'`;
  const at = sql.ref(`f.${source.time.at}`);
  return sql`left join agent_teams as m on ${sameAgent} and m.valid_from <= ${at} and ${at} < m.valid_to`;
}

/** A row for each tag, and one for a conversation without any. */
export const tagJoin: Fragment = sql`left join lateral unnest(f.tags) as g(tag) on true`;
