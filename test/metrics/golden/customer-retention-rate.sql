-- Customer retention: Customers at the end of the period without those who joined in it, over the customers at its start.

-- one number
select
  count(distinct f.customer_id) as "customers_at_start_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(at, end_at, no)
join "subscriptions" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3;

-- one number
select
  count(distinct f.customer_id) as "customers_at_end_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "subscriptions" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3;

-- one number
select
  count(distinct f.customer_id) filter (where f.kind = 'new' and not exists (
      select from subscriptions as s
      where s.account_id = f.account_id and s.customer_id = f.customer_id
        and s.valid_from < $1::timestamptz and (s.valid_to is null or s.valid_to >= $2::timestamptz)
    )) as "customers_joined_count"
from "subscription_changes" as f
where f.account_id = $3 and "f"."at" >= $4 and "f"."at" < $5;

-- by segment and day
select
  "f"."segment" as "k0",
  b.no::int as "k1",
  count(distinct f.customer_id) as "customers_at_start_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(at, end_at, no)
join "subscriptions" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3
group by 1, 2;

-- by segment and day
select
  "f"."segment" as "k0",
  b.no::int as "k1",
  count(distinct f.customer_id) as "customers_at_end_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "subscriptions" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3
group by 1, 2;

-- by segment and day
select
  "f"."segment" as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(distinct f.customer_id) filter (where f.kind = 'new' and not exists (
      select from subscriptions as s
      where s.account_id = f.account_id and s.customer_id = f.customer_id
        and s.valid_from < ($2::timestamptz[])[width_bucket("f"."at", $3::timestamptz[])] and (s.valid_to is null or s.valid_to >= ($4::timestamptz[])[width_bucket("f"."at", $5::timestamptz[])])
    )) as "customers_joined_count"
from "subscription_changes" as f
where f.account_id = $6 and "f"."at" >= $7 and "f"."at" < $8
group by 1, 2;
