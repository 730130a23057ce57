-- Open conversations: The backlog: conversations open at the end of the period, snoozed ones included.

-- one number
select
  count(*) as "open_conversations_count",
  count(*) filter (where z.subject is not null) as "open_snoozed_count",
  count(*) filter (where c.opened_at > b.at - interval '24 hours') as "open_under_1_day_count",
  count(*) filter (where c.opened_at <= b.at - interval '24 hours' and c.opened_at > b.at - interval '72 hours') as "open_1_to_3_days_count",
  count(*) filter (where c.opened_at <= b.at - interval '72 hours' and c.opened_at > b.at - interval '168 hours') as "open_3_to_7_days_count",
  count(*) filter (where c.opened_at <= b.at - interval '168 hours') as "open_over_7_days_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "episodes" as f on "f"."opened_at" < b.at and ("f"."resolved_at" is null or "f"."resolved_at" >= b.at)
left join conversations as c on c.account_id = f.account_id and c.subject = f.subject
left join snoozes as z on z.account_id = f.account_id and z.subject = f.subject and z.from_at < b.at and (z.until_at is null or z.until_at >= b.at)
where f.account_id = $3
and "f"."opened_at" < $4 and ("f"."resolved_at" >= $5 or "f"."resolved_at" is null);

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "c"."team_id") as "k0",
  b.no::int as "k1",
  count(*) as "open_conversations_count",
  count(*) filter (where z.subject is not null) as "open_snoozed_count",
  count(*) filter (where c.opened_at > b.at - interval '24 hours') as "open_under_1_day_count",
  count(*) filter (where c.opened_at <= b.at - interval '24 hours' and c.opened_at > b.at - interval '72 hours') as "open_1_to_3_days_count",
  count(*) filter (where c.opened_at <= b.at - interval '72 hours' and c.opened_at > b.at - interval '168 hours') as "open_3_to_7_days_count",
  count(*) filter (where c.opened_at <= b.at - interval '168 hours') as "open_over_7_days_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "episodes" as f on "f"."opened_at" < b.at and ("f"."resolved_at" is null or "f"."resolved_at" >= b.at)
left join conversations as c on c.account_id = f.account_id and c.subject = f.subject
left join snoozes as z on z.account_id = f.account_id and z.subject = f.subject and z.from_at < b.at and (z.until_at is null or z.until_at >= b.at)
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "c"."agent_id" and m.valid_to = 'infinity'
where f.account_id = $3
and "f"."opened_at" < $4 and ("f"."resolved_at" >= $5 or "f"."resolved_at" is null)
and "f"."channel" = any($6::text[])
and f.tags && $7::text[]
group by 1, 2;
