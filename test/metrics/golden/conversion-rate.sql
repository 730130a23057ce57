-- Conversion rate: Conversations with at least one (micro-)conversion in the period, over the conversations opened in it.

-- one number
select
  count(distinct f.conversation_id collate "C") as "conversations_converting_count"
from "conversions" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3;

-- one number
select
  count(*) as "conversations_opened_across_kinds_count"
from "conversations" as f
where f.account_id = $1 and "f"."opened_at" >= $2 and "f"."opened_at" < $3
and f.status not in ('merged', 'discarded');

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(distinct f.conversation_id collate "C") as "conversations_converting_count"
from "conversions" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."opened_at", $1::timestamptz[]) as "k1",
  count(*) as "conversations_opened_across_kinds_count"
from "conversations" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_to = 'infinity'
where f.account_id = $2 and "f"."opened_at" >= $3 and "f"."opened_at" < $4
and f.status not in ('merged', 'discarded')
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
