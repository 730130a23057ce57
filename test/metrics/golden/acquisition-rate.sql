-- Acquisition rate: Conversations with an order from a new customer in the period, over the conversations opened in it. New is who has not ordered before.

-- one number
select
  count(distinct f.conversation_id collate "C") as "conversations_acquiring_count"
from "orders" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3
and f.conversation_id is not null
and coalesce(f.is_new_customer, case when f.email_hash is not null or f.customer_id is not null then
    not exists (
      select from orders as o
      where o.account_id = f.account_id and (o.email_hash = f.email_hash or o.customer_id = f.customer_id)
        and (o.at, o.subject, o.no) < (f.at, f.subject, f.no)
    ) end);

-- one number
select
  count(*) as "conversations_opened_count"
from "conversations" as f
where f.account_id = $1 and "f"."opened_at" >= $2 and "f"."opened_at" < $3
and f.status not in ('merged', 'discarded');

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(distinct f.conversation_id collate "C") as "conversations_acquiring_count"
from "orders" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and f.conversation_id is not null
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
and coalesce(f.is_new_customer, case when f.email_hash is not null or f.customer_id is not null then
    not exists (
      select from orders as o
      where o.account_id = f.account_id and (o.email_hash = f.email_hash or o.customer_id = f.customer_id)
        and (o.at, o.subject, o.no) < (f.at, f.subject, f.no)
    ) end)
group by 1, 2;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."opened_at", $1::timestamptz[]) as "k1",
  count(*) as "conversations_opened_count"
from "conversations" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_to = 'infinity'
where f.account_id = $2 and "f"."opened_at" >= $3 and "f"."opened_at" < $4
and f.status not in ('merged', 'discarded')
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
