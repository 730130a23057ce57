-- Complaints resolved: Conversations that carry the complaint tag and whose last resolution is in the period.

-- one number
select
  count(*) as "complaints_resolved_count"
from "conversations" as f
where f.account_id = $1 and "f"."resolved_at" >= $2 and "f"."resolved_at" < $3
and f.status not in ('merged', 'discarded')
and f.tags @> array[$4]::text[];

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."resolved_team_id") as "k0",
  width_bucket("f"."resolved_at", $1::timestamptz[]) as "k1",
  count(*) as "complaints_resolved_count"
from "conversations" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."resolved_agent_id" and m.valid_from <= "f"."resolved_at" and "f"."resolved_at" < m.valid_to
where f.account_id = $2 and "f"."resolved_at" >= $3 and "f"."resolved_at" < $4
and f.status not in ('merged', 'discarded')
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
and f.tags @> array[$7]::text[]
group by 1, 2;
