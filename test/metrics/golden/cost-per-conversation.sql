-- Cost per conversation: The money put into support, spread evenly over the time it was for, over the conversations in which an agent replied. No cost recorded is no data.

-- one number
select
  "f"."currency" as "k0",
  count(f.amount) as "costs_count",
  sum(f.amount * (case when "f"."to_at" = "f"."from_at" then 1 else extract(epoch from least("f"."to_at", b.at) - greatest("f"."from_at", b.start_at)) / extract(epoch from "f"."to_at" - "f"."from_at") end)) as "costs_sum"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "costs" as f on "f"."from_at" < b.at and ("f"."to_at" > b.start_at or "f"."to_at" = "f"."from_at" and "f"."from_at" >= b.start_at)
where f.account_id = $3
and "f"."from_at" < $4 and ("f"."to_at" >= $5 or "f"."to_at" is null)
group by 1;

-- one number
select
  count(distinct f.conversation_id collate "C") as "conversations_handled_across_kinds_count"
from "messages" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3
and f.direction = 'sent' and f.author = 'agent';

-- by team and day, of a channel
select
  "f"."team_id" as "k0",
  ($1::int[])[b.no] as "k1",
  "f"."currency" as "k2",
  count(f.amount) as "costs_count",
  sum(f.amount * (case when "f"."to_at" = "f"."from_at" then 1 else extract(epoch from least("f"."to_at", b.at) - greatest("f"."from_at", b.start_at)) / extract(epoch from "f"."to_at" - "f"."from_at") end)) as "costs_sum"
from unnest($2::timestamptz[], $3::timestamptz[]) with ordinality as b(start_at, at, no)
join "costs" as f on "f"."from_at" < b.at and ("f"."to_at" > b.start_at or "f"."to_at" = "f"."from_at" and "f"."from_at" >= b.start_at)
where f.account_id = $4
and "f"."from_at" < $5 and ("f"."to_at" >= $6 or "f"."to_at" is null)
and "f"."channel" = any($7::text[])
group by 1, 2, 3;

-- by team and day, of a channel
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(distinct f.conversation_id collate "C") as "conversations_handled_across_kinds_count"
from "messages" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and "f"."channel" = any($5::text[])
and f.direction = 'sent' and f.author = 'agent'
group by 1, 2;
