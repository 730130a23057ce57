-- Waiting now: Customers waiting for a reply by a person at the end of the period.

-- one number
select
  count(*) as "waiting_count",
  count(*) as "waiting_longest_count",
  extract(epoch from max(b.at - f.started_at)) as "waiting_longest_longest"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "turns" as f on "f"."started_at" < b.at and ("f"."ended_at" is null or "f"."ended_at" >= b.at)
left join conversations as c on c.account_id = f.account_id and c.subject = f.subject
where f.account_id = $3
and "f"."started_at" < $4 and ("f"."ended_at" >= $5 or "f"."ended_at" is null);

-- one number
select
  "o"."currency" as "k0",
  count(o.amount) as "waiting_orders_count",
  sum(o.amount) as "waiting_orders_sum"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "turns" as f on "f"."started_at" < b.at and ("f"."ended_at" is null or "f"."ended_at" >= b.at)
left join conversations as c on c.account_id = f.account_id and c.subject = f.subject
join lateral (
  select amount, currency from orders
  where account_id = f.account_id and subject = f.subject and customer_id is null and at < b.at
  union all
  select amount, currency from orders as d
  where d.account_id = f.account_id and d.customer_id = f.customer_id and d.at < b.at and not exists (
    select from conversations as e
    join turns as w on w.account_id = e.account_id and w.subject = e.subject
    where e.account_id = d.account_id and e.customer_id = d.customer_id
      and w.started_at < b.at and (w.ended_at is null or w.ended_at >= b.at)
      and (w.started_at, w.subject) < (f.started_at, f.subject))
) as o on true
where f.account_id = $3
and "f"."started_at" < $4 and ("f"."ended_at" >= $5 or "f"."ended_at" is null)
group by 1;

-- one number
select
  count(distinct p.appointment_id collate "C") as "waiting_appointments_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "turns" as f on "f"."started_at" < b.at and ("f"."ended_at" is null or "f"."ended_at" >= b.at)
left join conversations as c on c.account_id = f.account_id and c.subject = f.subject
join appointments as p on p.account_id = f.account_id and p.contact_id = f.customer_id
  and p.starts_at >= b.at and p.status <> 'cancelled'
where f.account_id = $3
and "f"."started_at" < $4 and ("f"."ended_at" >= $5 or "f"."ended_at" is null);

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "c"."team_id") as "k0",
  b.no::int as "k1",
  count(*) as "waiting_count",
  count(*) as "waiting_longest_count",
  extract(epoch from max(b.at - f.started_at)) as "waiting_longest_longest"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "turns" as f on "f"."started_at" < b.at and ("f"."ended_at" is null or "f"."ended_at" >= b.at)
left join conversations as c on c.account_id = f.account_id and c.subject = f.subject
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "c"."agent_id" and m.valid_to = 'infinity'
where f.account_id = $3
and "f"."started_at" < $4 and ("f"."ended_at" >= $5 or "f"."ended_at" is null)
and "f"."channel" = any($6::text[])
and f.tags && $7::text[]
group by 1, 2;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "c"."team_id") as "k0",
  b.no::int as "k1",
  "o"."currency" as "k2",
  count(o.amount) as "waiting_orders_count",
  sum(o.amount) as "waiting_orders_sum"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "turns" as f on "f"."started_at" < b.at and ("f"."ended_at" is null or "f"."ended_at" >= b.at)
left join conversations as c on c.account_id = f.account_id and c.subject = f.subject
join lateral (
  select amount, currency from orders
  where account_id = f.account_id and subject = f.subject and customer_id is null and at < b.at
  union all
  select amount, currency from orders as d
  where d.account_id = f.account_id and d.customer_id = f.customer_id and d.at < b.at and not exists (
    select from conversations as e
    join turns as w on w.account_id = e.account_id and w.subject = e.subject
    where e.account_id = d.account_id and e.customer_id = d.customer_id
      and w.started_at < b.at and (w.ended_at is null or w.ended_at >= b.at)
      and (w.started_at, w.subject) < (f.started_at, f.subject))
) as o on true
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "c"."agent_id" and m.valid_to = 'infinity'
where f.account_id = $3
and "f"."started_at" < $4 and ("f"."ended_at" >= $5 or "f"."ended_at" is null)
and "f"."channel" = any($6::text[])
and f.tags && $7::text[]
group by 1, 2, 3;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "c"."team_id") as "k0",
  b.no::int as "k1",
  count(distinct p.appointment_id collate "C") as "waiting_appointments_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "turns" as f on "f"."started_at" < b.at and ("f"."ended_at" is null or "f"."ended_at" >= b.at)
left join conversations as c on c.account_id = f.account_id and c.subject = f.subject
join appointments as p on p.account_id = f.account_id and p.contact_id = f.customer_id
  and p.starts_at >= b.at and p.status <> 'cancelled'
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "c"."agent_id" and m.valid_to = 'infinity'
where f.account_id = $3
and "f"."started_at" < $4 and ("f"."ended_at" >= $5 or "f"."ended_at" is null)
and "f"."channel" = any($6::text[])
and f.tags && $7::text[]
group by 1, 2;
