import { sql } from "kysely";
import type { Source } from "./measure.ts";

/** What every fact row of a conversation repeats. */
export const conversationColumns = {
  channel: sql.ref("f.channel"),
  priority: sql.ref("f.priority"),
  tag: sql.ref("g.tag"),
  topic: sql.ref("f.topic"),
  product: sql.ref("f.product"),
  segment: sql.ref("f.segment"),
  "initiated-by": sql.ref("f.initiated_by"),
} satisfies Source["columns"];

const columns = conversationColumns;
export const credited = { columns, agent: "f.agent_id", team: "f.team_id", teamAsOf: "moment" } as const;
export const lastKnown = { columns, agent: "f.agent_id", team: "f.team_id", teamAsOf: "last-known" } as const;
/**
 * A level belongs to the conversation's assignee, also where its row is credited to who ended it since. A left join
 * costs nothing where nobody asks for `c`: Postgres leaves it out.
 */
export const lastAssigned = {
  columns,
  agent: "c.agent_id",
  team: "c.team_id",
  teamAsOf: "last-known",
  join: () => sql`left join conversations as c on c.account_id = f.account_id and c.subject = f.subject`,
} as const;
const conversationStatus = sql.ref("f.status");
const isCounted = sql`f.status not in ('merged', 'discarded')`;

export const messagesSentOrReceived: Source = {
  id: "messages",
  table: "messages",
  time: { kind: "flow", at: "at" },
  ...credited,
};

export const conversationsByOpening: Source = {
  id: "conversations by opening",
  table: "conversations",
  time: { kind: "flow", at: "opened_at" },
  ...lastKnown,
  columns: { ...columns, status: conversationStatus },
  where: isCounted,
};

export const conversationsByResolution: Source = {
  id: "conversations by resolution",
  table: "conversations",
  time: { kind: "flow", at: "resolved_at" },
  agent: "f.resolved_agent_id",
  team: "f.resolved_team_id",
  teamAsOf: "moment",
  columns: { ...columns, status: conversationStatus },
  where: isCounted,
};

export const closings: Source = {
  id: "closings",
  table: "closings",
  time: { kind: "flow", at: "at" },
  ...credited,
};

export const episodesByResolution: Source = {
  id: "episodes by resolution",
  table: "episodes",
  time: { kind: "flow", at: "resolved_at" },
  ...credited,
};

/** The backlog. What is snoozed is known for the present only. */
export const openEpisodes: Source = {
  id: "open episodes",
  table: "episodes",
  time: { kind: "level", from: "opened_at", until: "resolved_at" },
  ...lastAssigned,
  columns: {
    ...columns,
    status: sql`case when f.resolved_at is null and c.status = 'snoozed' then 'snoozed' else 'open' end`,
  },
};

export const turnsByEnd: Source = {
  id: "turns by end",
  table: "turns",
  time: { kind: "flow", at: "ended_at" },
  ...credited,
};

export const waitingTurns: Source = {
  id: "waiting turns",
  table: "turns",
  time: { kind: "level", from: "started_at", until: "ended_at" },
  ...lastAssigned,
};

export const ratings: Source = {
  id: "ratings",
  table: "ratings",
  time: { kind: "flow", at: "at" },
  ...credited,
};

/**
 * Scores to be averaged: `s` is the scale that most answers of both periods are on, for an average takes answers of one
 * scale only.
 */
export const csatScores: Source = {
  ...ratings,
  id: "csat scores",
  join: ({ accountId, span }) => sql`left join (
  select scale_min, scale_max from ratings
  where account_id = ${accountId} and at >= ${span.from} and at < ${span.to} and survey = 'csat' and score is not null
  group by scale_min, scale_max
  order by count(*) desc, scale_min, scale_max
  limit 1
) as s on f.scale_min = s.scale_min and f.scale_max = s.scale_max`,
  where: sql`f.survey = 'csat' and f.score is not null`,
};
