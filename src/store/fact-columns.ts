import type { Insertable } from "kysely";
import type {
  AgentRow,
  AgentTeamRow,
  ClosingRow,
  ConversationAttributes,
  ConversationRow,
  Credit,
  EpisodeRow,
  FactRows,
  MessageRow,
  RatingRow,
  TurnRow,
} from "../facts/rows.ts";
import type { Database } from "./tables.ts";

/** Whose row it is: the account, and the subject it was folded from where the row names no conversation. */
interface Owner {
  readonly accountId: string;
  readonly subject: string;
}

type Columns<T extends keyof Database> = Insertable<Database[T]>;
type Part<T extends keyof Database, Rest extends keyof Columns<T>> = Omit<Columns<T>, Rest>;

/** Folded rows as the columns of their tables. */
export function factColumns(owner: Owner, facts: FactRows) {
  return {
    conversations: facts.conversations.map((row) => ({ ...shared(owner, row), ...conversation(row) })),
    turns: facts.turns.map((row) => ({ ...shared(owner, row), ...turn(row) })),
    episodes: facts.episodes.map((row) => ({ ...shared(owner, row), ...episode(row) })),
    messages: facts.messages.map((row) => ({ ...shared(owner, row), ...message(row) })),
    ratings: facts.ratings.map((row) => ({ ...shared(owner, row), ...rating(row) })),
    closings: facts.closings.map((row) => ({ ...shared(owner, row), ...closing(row) })),
    agents: facts.agents.map((row) => agent(owner, row)),
    agent_teams: facts.agentTeams.map((row) => agentTeam(owner, row)),
  };
}

export type FactColumns = ReturnType<typeof factColumns>;
export type FactTable = keyof FactColumns;

type Shared = keyof ReturnType<typeof shared>;

function shared({ accountId, subject }: Owner, row: ConversationAttributes & Credit) {
  return {
    account_id: accountId,
    subject: row.conversation === null ? subject : `conversation/${row.conversation}`,
    conversation_id: row.conversation,
    channel: row.channel,
    priority: row.priority,
    topic: row.topic,
    product: row.product,
    segment: row.segment,
    customer_id: row.customer,
    initiated_by: row.initiatedBy,
    tags: [...row.tags],
    agent_id: row.agent,
    team_id: row.team,
  };
}

function conversation(row: ConversationRow): Part<"conversations", Shared> {
  return {
    opened_at: row.openedAt,
    status: row.status,
    merged_into: row.mergedInto,
    discard_reason: row.discardReason,
    is_archived: row.isArchived,
    replied_at: row.repliedAt,
    replies: row.replies,
    first_resolved_at: row.firstResolvedAt,
    resolved_at: row.resolvedAt,
    resolved_agent_id: row.resolvedAgent,
    resolved_team_id: row.resolvedTeam,
    is_resolved_automatically: row.isResolvedAutomatically,
    replies_before_resolution: row.repliesBeforeResolution,
    resolution_ms: row.resolutionMs,
    snoozed_ms: row.snoozedMs,
    handle_ms: row.handleMs,
    last_event_at: row.lastEventAt,
  };
}

function turn(row: TurnRow): Part<"turns", Shared> {
  return {
    no: row.no,
    is_first: row.isFirst,
    started_at: row.startedAt,
    ended_at: row.endedAt,
    ending: row.ending,
    wait_ms: row.waitMs,
  };
}

function episode(row: EpisodeRow): Part<"episodes", Shared> {
  return {
    no: row.no,
    opened_at: row.openedAt,
    resolved_at: row.resolvedAt,
    is_automatic: row.isAutomatic,
    reopened_at: row.reopenedAt,
    duration_ms: row.durationMs,
    snoozed_ms: row.snoozedMs,
  };
}

function message(row: MessageRow): Part<"messages", Shared> {
  const { no, at, direction, author, images, videos, audios, files } = row;
  return { no, at, direction, author, in_reply_to: row.inReplyTo, images, videos, audios, files };
}

function rating(row: RatingRow): Part<"ratings", Shared> {
  const { no, at, survey, score, answer } = row;
  const scale = { scale_min: row.scaleMin, scale_max: row.scaleMax };
  return { no, at, survey, score, ...scale, answer, is_positive: row.isPositive };
}

function closing({ no, at }: ClosingRow): Part<"closings", Shared> {
  return { no, at };
}

function agent({ accountId }: Owner, row: AgentRow): Columns<"agents"> {
  const { name, email } = row;
  return {
    account_id: accountId,
    agent_id: row.agent,
    name,
    email,
    is_active: row.isActive,
    left_at: row.leftAt,
  };
}

function agentTeam({ accountId }: Owner, row: AgentTeamRow) {
  return {
    account_id: accountId,
    agent_id: row.agent,
    team_id: row.team,
    valid_from: row.validFrom ?? "-infinity",
    valid_to: row.validTo ?? "infinity",
  };
}
