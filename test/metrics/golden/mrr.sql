-- Monthly recurring revenue: What subscriptions bring a month at the end of the period, and what moved it.

-- one number
select
  "f"."currency" as "k0",
  count(f.amount) as "mrr_count",
  sum(f.amount) as "mrr_sum"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "subscriptions" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3
and "f"."valid_from" < $4 and ("f"."valid_to" >= $5 or "f"."valid_to" is null)
group by 1;

-- one number
select
  "f"."currency" as "k0",
  count(f.amount) filter (where f.kind = 'new') as "mrr_new_count",
  sum(f.amount) filter (where f.kind = 'new') as "mrr_new_sum",
  count(f.amount) filter (where f.kind = 'expansion') as "mrr_expansion_count",
  sum(f.amount) filter (where f.kind = 'expansion') as "mrr_expansion_sum",
  count(f.amount) filter (where f.kind = 'contraction') as "mrr_contraction_count",
  sum(f.amount) filter (where f.kind = 'contraction') as "mrr_contraction_sum",
  count(f.amount) filter (where f.kind = 'churned') as "mrr_churned_count",
  sum(f.amount) filter (where f.kind = 'churned') as "mrr_churned_sum"
from "subscription_changes" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3
group by 1;

-- by segment and day
select
  "g"."k0",
  b.no as "k1",
  "g"."k2",
  sum("g"."mrr_count") as "mrr_count",
  sum("g"."mrr_sum") as "mrr_sum"
from (
select
  width_bucket("f"."valid_from", $1::timestamptz[]) + 1 as first_no,
  coalesce(width_bucket("f"."valid_to", $2::timestamptz[]), $3::int) as last_no,
  "f"."segment" as "k0",
  "f"."currency" as "k2",
  count(f.amount) as "mrr_count",
  sum(f.amount) as "mrr_sum"
from "subscriptions" as f
where f.account_id = $4
and "f"."valid_from" < $5 and ("f"."valid_to" >= $6 or "f"."valid_to" is null)
group by 1, 2, 3, 4
) as g
join generate_series(1, $7::int) as b(no) on b.no between g.first_no and g.last_no
group by 1, 2, 3;

-- by segment and day
select
  "f"."segment" as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  "f"."currency" as "k2",
  count(f.amount) filter (where f.kind = 'new') as "mrr_new_count",
  sum(f.amount) filter (where f.kind = 'new') as "mrr_new_sum",
  count(f.amount) filter (where f.kind = 'expansion') as "mrr_expansion_count",
  sum(f.amount) filter (where f.kind = 'expansion') as "mrr_expansion_sum",
  count(f.amount) filter (where f.kind = 'contraction') as "mrr_contraction_count",
  sum(f.amount) filter (where f.kind = 'contraction') as "mrr_contraction_sum",
  count(f.amount) filter (where f.kind = 'churned') as "mrr_churned_count",
  sum(f.amount) filter (where f.kind = 'churned') as "mrr_churned_sum"
from "subscription_changes" as f
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
group by 1, 2, 3;
