-- Average handle time: Time logged for working on a conversation (talk, hold, wrap-up and other work), per conversation resolved.

-- one number
select
  count(*) filter (where f.handle_ms is not null) as "handling_count",
  avg(f.handle_ms) filter (where f.handle_ms is not null) as "handling_mean",
  avg(ln(1 + (f.handle_ms) / 1000.0::float8)) filter (where f.handle_ms is not null) as "handling_spread_mean",
  var_samp(ln(1 + (f.handle_ms) / 1000.0::float8)) filter (where f.handle_ms is not null) as "handling_spread_variance",
  count(*) filter (where f.handle_ms is null) as "handling_not_logged_count"
from "conversations" as f
where f.account_id = $1 and "f"."resolved_at" >= $2 and "f"."resolved_at" < $3
and f.status not in ('merged', 'discarded');

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."resolved_team_id") as "k0",
  width_bucket("f"."resolved_at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.handle_ms is not null) as "handling_count",
  avg(f.handle_ms) filter (where f.handle_ms is not null) as "handling_mean",
  avg(ln(1 + (f.handle_ms) / 1000.0::float8)) filter (where f.handle_ms is not null) as "handling_spread_mean",
  var_samp(ln(1 + (f.handle_ms) / 1000.0::float8)) filter (where f.handle_ms is not null) as "handling_spread_variance",
  count(*) filter (where f.handle_ms is null) as "handling_not_logged_count"
from "conversations" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."resolved_agent_id" and m.valid_from <= "f"."resolved_at" and "f"."resolved_at" < m.valid_to
where f.account_id = $2 and "f"."resolved_at" >= $3 and "f"."resolved_at" < $4
and f.status not in ('merged', 'discarded')
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
