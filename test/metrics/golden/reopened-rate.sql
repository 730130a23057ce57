-- Reopened: Of what was resolved in the period, the share that was opened again within the reopen window (7 days unless configured).

-- one number
select
  count(*) filter (where f.reopened_at <= $1 and f.reopened_at <= f.resolved_at + $2 * interval '1 millisecond') as "episodes_reopened_count",
  count(*) as "episodes_resolved_count",
  count(*) filter (where f.resolved_at > $3) as "episodes_provisional_count"
from "episodes" as f
where f.account_id = $4 and "f"."resolved_at" >= $5 and "f"."resolved_at" < $6;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."resolved_at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.reopened_at <= $2 and f.reopened_at <= f.resolved_at + $3 * interval '1 millisecond') as "episodes_reopened_count",
  count(*) as "episodes_resolved_count",
  count(*) filter (where f.resolved_at > $4) as "episodes_provisional_count"
from "episodes" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."resolved_at" and "f"."resolved_at" < m.valid_to
where f.account_id = $5 and "f"."resolved_at" >= $6 and "f"."resolved_at" < $7
and "f"."channel" = any($8::text[])
and f.tags && $9::text[]
group by 1, 2;
