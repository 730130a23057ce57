-- Churn: Customers lost in the period (cancelled, and without a subscription at its end), over the customers at its start. Who joined and left within it is lost too.

-- one number
select
  count(distinct f.customer_id collate "C") as "customers_lost_count"
from "subscription_changes" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3
and f.kind = 'churned' and not exists (
      select from subscriptions as s
      where s.account_id = f.account_id and s.customer_id = f.customer_id
        and s.valid_from < $4::timestamptz and (s.valid_to is null or s.valid_to >= $5::timestamptz)
    );

-- one number
select
  count(*) as "customers_at_start_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(at, end_at, no)
join "subscriptions" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3
and "f"."valid_from" < $4 and ("f"."valid_to" >= $5 or "f"."valid_to" is null);

-- by segment and day
select
  "f"."segment" as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(distinct f.customer_id collate "C") as "customers_lost_count"
from "subscription_changes" as f
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and f.kind = 'churned' and not exists (
      select from subscriptions as s
      where s.account_id = f.account_id and s.customer_id = f.customer_id
        and s.valid_from < ($5::timestamptz[])[width_bucket("f"."at", $6::timestamptz[])] and (s.valid_to is null or s.valid_to >= ($7::timestamptz[])[width_bucket("f"."at", $8::timestamptz[])])
    )
group by 1, 2;

-- by segment and day
select
  "g"."k0",
  b.no as "k1",
  sum("g"."customers_at_start_count") as "customers_at_start_count"
from (
select
  width_bucket("f"."valid_from", $1::timestamptz[]) + 1 as first_no,
  coalesce(width_bucket("f"."valid_to", $2::timestamptz[]), $3::int) as last_no,
  "f"."segment" as "k0",
  count(*) as "customers_at_start_count"
from "subscriptions" as f
where f.account_id = $4
and "f"."valid_from" < $5 and ("f"."valid_to" >= $6 or "f"."valid_to" is null)
group by 1, 2, 3
) as g
join generate_series(1, $7::int) as b(no) on b.no between g.first_no and g.last_no
group by 1, 2;
