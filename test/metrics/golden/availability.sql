-- Availability: The share of customers' messages in conversations that came within service hours and were answered by an agent; a bot's answers do not count.

-- one number
select
  count(*) filter (where f.direction = 'received' and f.is_in_service_hours and f.is_answered) as "customer_messages_handled_count",
  count(*) filter (where f.direction = 'received' and f.conversation_id is not null and f.is_in_service_hours is not null) as "customer_messages_count",
  count(*) filter (where f.direction = 'received' and f.conversation_id is not null and not f.is_in_service_hours) as "customer_messages_out_of_hours_count",
  count(*) filter (where f.direction = 'received' and f.conversation_id is not null and f.is_in_service_hours is null) as "customer_messages_without_calendar_count"
from "messages" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.direction = 'received' and f.is_in_service_hours and f.is_answered) as "customer_messages_handled_count",
  count(*) filter (where f.direction = 'received' and f.conversation_id is not null and f.is_in_service_hours is not null) as "customer_messages_count",
  count(*) filter (where f.direction = 'received' and f.conversation_id is not null and not f.is_in_service_hours) as "customer_messages_out_of_hours_count",
  count(*) filter (where f.direction = 'received' and f.conversation_id is not null and f.is_in_service_hours is null) as "customer_messages_without_calendar_count"
from "messages" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
