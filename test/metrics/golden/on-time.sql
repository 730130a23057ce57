-- On time: The share of conversations in which every reply that was due by its SLA target came in time; one that is unanswered past its target is late.

-- one number
select
  count(distinct f.conversation_id collate "C") filter (where f.kind in ('first-response', 'next-response') and (f.ending in ('met', 'breached') or f.ending is null)) as "conversations_promised_reply_count",
  count(distinct f.conversation_id collate "C") filter (where f.kind in ('first-response', 'next-response') and (f.ending = 'breached' or f.ending is null)) as "conversations_late_count",
  count(distinct f.conversation_id collate "C") filter (where f.ending is null and f.kind in ('first-response', 'next-response')) as "conversations_overdue_count",
  count(distinct f.conversation_id collate "C") filter (where f.ending = 'cancelled' and f.kind in ('first-response', 'next-response')) as "conversations_let_go_count"
from "sla_clocks" as f
where f.account_id = $1 and "f"."due_at" >= $2 and "f"."due_at" < $3;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."due_at", $1::timestamptz[]) as "k1",
  count(distinct f.conversation_id collate "C") filter (where f.kind in ('first-response', 'next-response') and (f.ending in ('met', 'breached') or f.ending is null)) as "conversations_promised_reply_count",
  count(distinct f.conversation_id collate "C") filter (where f.kind in ('first-response', 'next-response') and (f.ending = 'breached' or f.ending is null)) as "conversations_late_count",
  count(distinct f.conversation_id collate "C") filter (where f.ending is null and f.kind in ('first-response', 'next-response')) as "conversations_overdue_count",
  count(distinct f.conversation_id collate "C") filter (where f.ending = 'cancelled' and f.kind in ('first-response', 'next-response')) as "conversations_let_go_count"
from "sla_clocks" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."due_at" and "f"."due_at" < m.valid_to
where f.account_id = $2 and "f"."due_at" >= $3 and "f"."due_at" < $4
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
