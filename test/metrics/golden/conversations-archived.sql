-- Archived: Of the conversations opened in the period, those that are archived now.

-- one number
select
  count(*) as "conversations_archived_count"
from "conversations" as f
where f.account_id = $1 and "f"."opened_at" >= $2 and "f"."opened_at" < $3
and f.status not in ('merged', 'discarded')
and f.is_archived;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."opened_at", $1::timestamptz[]) as "k1",
  count(*) as "conversations_archived_count"
from "conversations" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_to = 'infinity'
where f.account_id = $2 and "f"."opened_at" >= $3 and "f"."opened_at" < $4
and f.status not in ('merged', 'discarded')
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
and f.is_archived
group by 1, 2;
