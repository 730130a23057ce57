-- Satisfaction rating: Of customers' replies to automated messages that are positive or negative by their text, the share that is positive.

-- one number
select
  count(*) filter (where f.in_reply_to = 'automation' and f.sentiment in ('positive')) as "automation_replies_positive_count",
  count(*) filter (where f.in_reply_to = 'automation' and f.sentiment in ('positive', 'negative')) as "automation_replies_judged_count",
  count(*) filter (where f.in_reply_to = 'automation' and f.sentiment in ('neutral', 'unsure')) as "automation_replies_undecided_count"
from "messages" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3
and f.direction = 'received';

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.in_reply_to = 'automation' and f.sentiment in ('positive')) as "automation_replies_positive_count",
  count(*) filter (where f.in_reply_to = 'automation' and f.sentiment in ('positive', 'negative')) as "automation_replies_judged_count",
  count(*) filter (where f.in_reply_to = 'automation' and f.sentiment in ('neutral', 'unsure')) as "automation_replies_undecided_count"
from "messages" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and f.direction = 'received'
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
