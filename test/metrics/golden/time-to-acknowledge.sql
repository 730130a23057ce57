-- Time to acknowledge: How long alerts waited until somebody first took them on or said that it is fine, from when people could know of them.

-- one number
select
  count(*) as "alert_taken_on_count",
  avg(f.acknowledged_after_ms) as "alert_taken_on_mean",
  avg(ln(1 + (f.acknowledged_after_ms) / 1000.0::float8)) as "alert_taken_on_spread_mean",
  var_samp(ln(1 + (f.acknowledged_after_ms) / 1000.0::float8)) as "alert_taken_on_spread_variance"
from "alert_episodes" as f
where f.account_id = $1 and "f"."first_acknowledged_at" >= $2 and "f"."first_acknowledged_at" < $3;

-- one number
select
  count(*) as "alerts_settled_untaken_count"
from "alert_episodes" as f
where f.account_id = $1 and "f"."ended_at" >= $2 and "f"."ended_at" < $3
and f.first_told_at < $4 and (f.first_acknowledged_at < $5) is not true;

-- one number
select
  count(*) as "alerts_open_untaken_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "alert_episodes" as f on "f"."first_told_at" < b.at and ("f"."ended_at" is null or "f"."ended_at" >= b.at)
where f.account_id = $3
and "f"."first_told_at" < $4 and ("f"."ended_at" >= $5 or "f"."ended_at" is null)
and (f.first_acknowledged_at < b.at) is not true;

-- by team and day, of a channel
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."first_acknowledged_at", $1::timestamptz[]) as "k1",
  count(*) as "alert_taken_on_count",
  avg(f.acknowledged_after_ms) as "alert_taken_on_mean",
  avg(ln(1 + (f.acknowledged_after_ms) / 1000.0::float8)) as "alert_taken_on_spread_mean",
  var_samp(ln(1 + (f.acknowledged_after_ms) / 1000.0::float8)) as "alert_taken_on_spread_variance"
from "alert_episodes" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."first_acknowledged_agent_id" and m.valid_from <= "f"."first_acknowledged_at" and "f"."first_acknowledged_at" < m.valid_to
where f.account_id = $2 and "f"."first_acknowledged_at" >= $3 and "f"."first_acknowledged_at" < $4
and "f"."channel" = any($5::text[])
group by 1, 2;

-- by team and day, of a channel
select
  "f"."team_id" as "k0",
  width_bucket("f"."ended_at", $1::timestamptz[]) as "k1",
  count(*) as "alerts_settled_untaken_count"
from "alert_episodes" as f
where f.account_id = $2 and "f"."ended_at" >= $3 and "f"."ended_at" < $4
and "f"."channel" = any($5::text[])
and f.first_told_at < $6 and (f.first_acknowledged_at < $7) is not true
group by 1, 2;
