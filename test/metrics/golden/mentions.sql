-- Brand mentions: Mentions on social networks, split by sentiment and network.

-- one number
select
  count(*) as "mentions_count"
from "mentions" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3;

-- by sentiment and day
select
  "f"."sentiment" as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) as "mentions_count"
from "mentions" as f
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
group by 1, 2;
