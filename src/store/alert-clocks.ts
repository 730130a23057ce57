import { type Kysely, type RawBuilder, sql } from "kysely";
import type { KnownWatch } from "./alert-watches.ts";
import type { Database } from "./tables.ts";

/** The SLA clock of a wait as it is now. */
export interface AlertClock {
  readonly conversation: string;
  readonly target: string;
  readonly ofNo: number;
  readonly policy: string;
  readonly channel: string | null;
  readonly topic: string | null;
  readonly product: string | null;
  readonly team: string | null;
  readonly agent: string | null;
  readonly priority: string | null;
  /** When the wait began; its clock may have started later. */
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly warnAt: readonly Date[];
  readonly stoppedAt: Date | null;
  readonly ending: string | null;
  readonly pausedAt: Date | null;
}

/** A clock with the moment that calls for somebody. */
export interface DueClock extends AlertClock {
  readonly at: Date;
  readonly moment: "warning" | "breach";
}

const clockColumns = sql`
  c.conversation_id as conversation, c.kind as target, c.of_no as "ofNo", c.policy, c.channel, c.topic, c.product,
  c.team_id as team, c.agent_id as agent, c.priority, c.due_at as "dueAt", c.warn_at as "warnAt",
  -- Another priority starts a clock anew, and the customer waits all the same.
  coalesce(
    case when c.kind = 'resolution' then (
      select w.opened_at from episodes as w
      where w.account_id = c.account_id and w.subject = c.subject and w.no = c.of_no
    ) else (
      select w.started_at from turns as w
      where w.account_id = c.account_id and w.subject = c.subject and w.no = c.of_no
    ) end, c.started_at
  ) as "startedAt",
  c.stopped_at as "stoppedAt", c.paused_at as "pausedAt",
  -- A breach is final, and yet what was closed without a reply has not come.
  case when c.ending = 'breached' and c.kind <> 'resolution' and exists (
    select from turns as t where t.account_id = c.account_id and t.subject = c.subject and t.no = c.of_no
      and t.ending = 'unanswered'
  ) then 'cancelled' else c.ending end as ending`;

/**
 * Clocks of which somebody is to be told and was not: each with its latest moment that has come. They are locked until
 * the transaction ends; what another one has locked is left to it.
 *
 * @returns with how many moments they were found by: `limit` where there may be more
 */
export async function claimDueClocks(
  trx: Kysely<Database>,
  accountId: string,
  watches: readonly KnownWatch[],
  now: Date,
  limit: number,
): Promise<{ readonly clocks: readonly DueClock[]; readonly moments: number }> {
  const watched = sql`unnest(
    ${watches.map(({ policy }) => policy)}::text[], ${watches.map(({ moment }) => moment)}::text[],
    ${watches.map(({ knownSince }) => knownSince)}::timestamptz[]
  ) as w (policy, moment, known_since)`;
  const firstKnown = new Date(Math.min(...watches.map(({ knownSince }) => knownSince.getTime())));
  // Where it knows nothing yet of the first storm, the planner would compare each moment with each open episode.
  await sql`set local enable_nestloop = off`.execute(trx);
  const { rows: moments } = await sql<{ subject: string; clock_no: number; at: Date; kind: string }>`
    select m.subject, m.clock_no, m.at, m.kind
    from sla_moments as m join ${watched} on w.policy = m.policy and w.moment = m.kind
    where m.account_id = ${accountId} and m.at < ${now} and m.at >= ${firstKnown} and m.at >= w.known_since
      and m.conversation_id is not null and not exists (
        select from alert_episodes as e
        where e.account_id = m.account_id and e.conversation_id = m.conversation_id and e.target = m.target
          and e.of_no = m.of_no and e.ended_at is null
      )
    order by m.at desc limit ${limit}
    for update of m skip locked
  `.execute(trx);
  await sql`set local enable_nestloop to default`.execute(trx);
  if (moments.length === 0) return { clocks: [], moments: 0 };
  const { rows } = await sql<DueClock>`
    select ${clockColumns}, m.at, m.kind as moment
    from unnest(
      ${moments.map(({ subject }) => subject)}::text[], ${moments.map(({ clock_no }) => clock_no)}::int[],
      ${moments.map(({ at }) => at)}::timestamptz[], ${moments.map(({ kind }) => kind)}::text[]
    ) as m (subject, clock_no, at, kind)
    join sla_clocks as c on c.account_id = ${accountId} and c.subject = m.subject and c.no = m.clock_no
    where c.ending is null and c.conversation_id is not null
    order by m.at desc
  `.execute(trx);
  const latest = new Map<string, DueClock>();
  for (const row of rows) {
    const key = JSON.stringify([row.conversation, row.target, row.ofNo]);
    if (!latest.has(key)) latest.set(key, row);
  }
  return { clocks: [...latest.values()], moments: moments.length };
}

/** An open episode of a wait, and its clock as it is now; undefined where there is none any more. */
export interface FollowedEpisode {
  readonly episodeId: number;
  readonly clock: AlertClock | undefined;
}

/**
 * Claims open episodes that are to be looked at: their clocks have changed, or a time of theirs has come. The last
 * clock of the wait counts, since those before were replaced.
 */
export async function claimChangedEpisodes(
  trx: Kysely<Database>,
  accountId: string,
  now: Date,
  limit: number,
): Promise<readonly FollowedEpisode[]> {
  return await claimEpisodes(
    trx,
    sql`e.account_id = ${accountId} and e.kind = 'wait' and e.ended_at is null and (
      c.no is null or c.ending is not null
      or e.state is distinct from case when c.paused_at is not null then 'paused' when c.due_at < ${now} then 'breached'
        when c.warn_at[1] <= ${now} then 'at-risk' else 'in-time' end
      or (e.due_at, e.agent_id, e.team_id, e.priority, e.policy, e.channel, e.topic, e.product)
        is distinct from (c.due_at, c.agent_id, c.team_id, c.priority, c.policy, c.channel, c.topic, c.product)
      or e.held_until <= ${now}
      or (e.held_until is null and least(e.acknowledged_until, e.escalate_at) <= ${now})
    )
    order by e.episode_id limit ${limit}`,
  );
}

/** Claims those whose quiet hours have ended and that were not carried on since. */
export async function claimHeldEpisodes(
  trx: Kysely<Database>,
  accountId: string,
  now: Date,
): Promise<readonly FollowedEpisode[]> {
  return await claimEpisodes(
    trx,
    sql`e.account_id = ${accountId} and e.kind = 'wait' and e.ended_at is null and e.held_until <= ${now}
    order by e.started_at, e.episode_id`,
  );
}

async function claimEpisodes(
  trx: Kysely<Database>,
  which: RawBuilder<unknown>,
): Promise<readonly FollowedEpisode[]> {
  const { rows } = await sql<AlertClock & { episodeId: number }>`
    select e.episode_id as "episodeId", ${clockColumns}
    from alert_episodes as e left join lateral (${lastClock}) as c on true
    where ${which}
    for update of e skip locked
  `.execute(trx);
  return rows.map(({ episodeId, ...clock }) => ({
    episodeId,
    // What is joined from nothing is null.
    clock: clock.target === null ? undefined : clock,
  }));
}

const lastClock: RawBuilder<unknown> = sql`
  select * from sla_clocks as c
  where c.account_id = e.account_id and c.conversation_id = e.conversation_id and c.kind = e.target
    and c.of_no = e.of_no
  order by c.no desc limit 1`;
