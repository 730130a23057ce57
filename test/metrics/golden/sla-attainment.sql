-- SLA attainment: The share of SLA targets due that were met: first response, next response and resolution (split by target); cancelled ones are left out.

-- one number
select
  count(*) filter (where f.ending = 'met') as "sla_clocks_met_count",
  count(*) filter (where (f.ending in ('met', 'breached') or f.ending is null)) as "sla_clocks_decided_count",
  count(*) filter (where f.ending is null) as "sla_clocks_overdue_count",
  count(*) filter (where f.ending = 'cancelled') as "sla_clocks_cancelled_count"
from "sla_clocks" as f
where f.account_id = $1 and "f"."due_at" >= $2 and "f"."due_at" < $3;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."due_at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.ending = 'met') as "sla_clocks_met_count",
  count(*) filter (where (f.ending in ('met', 'breached') or f.ending is null)) as "sla_clocks_decided_count",
  count(*) filter (where f.ending is null) as "sla_clocks_overdue_count",
  count(*) filter (where f.ending = 'cancelled') as "sla_clocks_cancelled_count"
from "sla_clocks" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."due_at" and "f"."due_at" < m.valid_to
where f.account_id = $2 and "f"."due_at" >= $3 and "f"."due_at" < $4
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
