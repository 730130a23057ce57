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
const lastKnown = { columns, agent: "f.agent_id", team: "f.team_id", teamAsOf: "last-known" } as const;
const assignedConversation = sql`left join conversations as c on c.account_id = f.account_id and c.subject = f.subject`;
/**
 * A level belongs to the conversation's assignee, also where its row is credited to who ended it since. A left join
 * costs nothing where nobody asks for `c`: Postgres leaves it out.
 */
const lastAssigned = {
  columns,
  agent: "c.agent_id",
  team: "c.team_id",
  teamAsOf: "last-known",
  join: () => assignedConversation,
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

/** With those that are merged or discarded, which no number counts. */
export const conversationsOpenedAtAll: Source = {
  id: "conversations opened at all",
  table: "conversations",
  time: { kind: "flow", at: "opened_at" },
  ...lastKnown,
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

/** The backlog; `z` is the snooze that a conversation is in. */
export const openEpisodes: Source = {
  id: "open episodes",
  table: "episodes",
  time: { kind: "level", from: "opened_at", until: "resolved_at" },
  ...lastAssigned,
  join: () => sql`${assignedConversation}
left join snoozes as z on z.account_id = f.account_id and z.subject = f.subject and z.from_at < b.at and (z.until_at is null or z.until_at >= b.at)`,
  columns: {
    ...columns,
    status: sql`case when z.subject is not null then 'snoozed' else 'open' end`,
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

export const messagesReceived: Source = {
  ...messagesSentOrReceived,
  id: "messages received",
  columns: { ...columns, sentiment: sql.ref("f.sentiment") },
  where: sql`f.direction = 'received'`,
};

export const surveyOffers: Source = {
  id: "survey offers",
  table: "survey_offers",
  time: { kind: "flow", at: "at" },
  ...credited,
};

export const mentionsPosted: Source = {
  id: "mentions",
  table: "mentions",
  time: { kind: "flow", at: "at" },
  columns: { sentiment: sql.ref("f.sentiment"), network: sql.ref("f.network") },
};

export const activeContacts: Source = {
  id: "active contacts",
  table: "contact_states",
  time: { kind: "level", from: "valid_from", until: "valid_to" },
  columns: { segment: sql.ref("f.segment") },
  where: sql.ref("f.is_active"),
};

/** What customers wrote who are active contacts where their stretch of time ends: `s` is how they are known then. */
export const messagesOfActiveContacts: Source = {
  ...messagesReceived,
  id: "messages of active contacts",
  columns: { ...columns, segment: sql.ref("s.segment") },
  join: ({
    stretch,
  }) => sql`join contact_states as s on s.account_id = f.account_id and s.contact_id = f.customer_id
  and s.is_active and s.valid_from < ${stretch.end()} and (s.valid_to is null or s.valid_to >= ${stretch.end()})`,
};

/**
 * The orders `o` of customers who wait: those of the conversation, and once for each customer those he placed before,
 * by whatever of his turns has waited longest.
 */
export const ordersOfWaiting: Source = {
  ...waitingTurns,
  id: "orders of those waiting",
  columns: { ...columns, currency: sql.ref("o.currency") },
  join: () => sql`${assignedConversation}
join lateral (
  select amount, currency from orders
  where account_id = f.account_id and subject = f.subject and customer_id is null and at < b.at
  union all
  select amount, currency from orders as d
  where d.account_id = f.account_id and d.customer_id = f.customer_id and d.at < b.at and not exists (
    select from conversations as e
    join turns as w on w.account_id = e.account_id and w.subject = e.subject
    where e.account_id = d.account_id and e.customer_id = d.customer_id
      and w.started_at < b.at and (w.ended_at is null or w.ended_at >= b.at)
      and (w.started_at, w.subject) < (f.started_at, f.subject))
) as o on true`,
};

/**
 * First resolutions, once a conversation; `u` says whether any conversation carries the tag for first contacts. The
 * offset keeps Postgres from looking for the tag again in each of the conditions that ask.
 */
export const firstResolutions: Source = {
  ...episodesByResolution,
  id: "first resolutions",
  join: ({ accountId, settings }) => sql`cross join (select exists (
    select from conversations
    where account_id = ${accountId} and tags @> array[${settings.fcrTag}]::text[] and status not in ('merged', 'discarded')
  ) as is_tagging offset 0) as u`,
  where: sql`f.no = 1`,
};
