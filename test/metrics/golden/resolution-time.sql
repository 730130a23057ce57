-- Resolution time: From the opening of a conversation to its last resolution; a reopened one counts again when it is resolved again.

-- one number
select
  count(*) as "resolution_count",
  avg(f.resolution_ms) as "resolution_mean",
  avg(ln(1 + (f.resolution_ms) / 1000.0::float8)) as "resolution_spread_mean",
  var_samp(ln(1 + (f.resolution_ms) / 1000.0::float8)) as "resolution_spread_variance",
  count(*) as "resolution_without_snoozed_count",
  avg(f.resolution_ms - coalesce(f.snoozed_ms, 0)) as "resolution_without_snoozed_mean"
from "conversations" as f
where f.account_id = $1 and "f"."resolved_at" >= $2 and "f"."resolved_at" < $3
and f.status not in ('merged', 'discarded');

-- one number
select
  count(*) filter (where f.no = 1) as "first_episode_count",
  avg(f.duration_ms) filter (where f.no = 1) as "first_episode_mean",
  count(*) as "episode_count",
  avg(f.duration_ms) as "episode_mean"
from "episodes" as f
where f.account_id = $1 and "f"."resolved_at" >= $2 and "f"."resolved_at" < $3;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."resolved_team_id") as "k0",
  width_bucket("f"."resolved_at", $1::timestamptz[]) as "k1",
  count(*) as "resolution_count",
  avg(f.resolution_ms) as "resolution_mean",
  avg(ln(1 + (f.resolution_ms) / 1000.0::float8)) as "resolution_spread_mean",
  var_samp(ln(1 + (f.resolution_ms) / 1000.0::float8)) as "resolution_spread_variance",
  count(*) as "resolution_without_snoozed_count",
  avg(f.resolution_ms - coalesce(f.snoozed_ms, 0)) as "resolution_without_snoozed_mean"
from "conversations" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."resolved_agent_id" and m.valid_from <= "f"."resolved_at" and "f"."resolved_at" < m.valid_to
where f.account_id = $2 and "f"."resolved_at" >= $3 and "f"."resolved_at" < $4
and f.status not in ('merged', 'discarded')
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."resolved_at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.no = 1) as "first_episode_count",
  avg(f.duration_ms) filter (where f.no = 1) as "first_episode_mean",
  count(*) as "episode_count",
  avg(f.duration_ms) as "episode_mean"
from "episodes" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."resolved_at" and "f"."resolved_at" < m.valid_to
where f.account_id = $2 and "f"."resolved_at" >= $3 and "f"."resolved_at" < $4
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
