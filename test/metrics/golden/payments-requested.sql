-- Payments requested: Requests for a payment sent.

-- one number
select
  count(*) as "payments_requested_count"
from "payments" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3
and f.kind = 'requested';

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) as "payments_requested_count"
from "payments" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
and f.kind = 'requested'
group by 1, 2;
