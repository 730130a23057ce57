-- Support page share: Visits to the support page over visits to the site.

-- one number
select
  count("f"."support_page_visits") as "support_page_visits_count",
  sum("f"."support_page_visits") as "support_page_visits_sum",
  count("f"."site_visits") as "site_visits_count",
  sum("f"."site_visits") as "site_visits_sum"
from "traffic" as f
where f.account_id = $1 and "f"."from_at" >= $2 and "f"."from_at" < $3;

-- by hour and day
select
  width_bucket("f"."from_at", $1::timestamptz[]) as "k0",
  width_bucket("f"."from_at", $2::timestamptz[]) as "k1",
  count("f"."support_page_visits") as "support_page_visits_count",
  sum("f"."support_page_visits") as "support_page_visits_sum",
  count("f"."site_visits") as "site_visits_count",
  sum("f"."site_visits") as "site_visits_sum"
from "traffic" as f
where f.account_id = $3 and "f"."from_at" >= $4 and "f"."from_at" < $5
group by 1, 2;
