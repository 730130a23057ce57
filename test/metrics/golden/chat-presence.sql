-- Live-chat presence: The share of page views that came while an agent was online.

-- one number
select
  count("f"."page_views_with_agent_online") as "page_views_with_agent_online_count",
  sum("f"."page_views_with_agent_online") as "page_views_with_agent_online_sum",
  count("f"."page_views") as "page_views_count",
  sum("f"."page_views") as "page_views_sum"
from "traffic" as f
where f.account_id = $1 and "f"."from_at" >= $2 and "f"."from_at" < $3;

-- by hour and day
select
  width_bucket("f"."from_at", $1::timestamptz[]) as "k0",
  width_bucket("f"."from_at", $2::timestamptz[]) as "k1",
  count("f"."page_views_with_agent_online") as "page_views_with_agent_online_count",
  sum("f"."page_views_with_agent_online") as "page_views_with_agent_online_sum",
  count("f"."page_views") as "page_views_count",
  sum("f"."page_views") as "page_views_sum"
from "traffic" as f
where f.account_id = $3 and "f"."from_at" >= $4 and "f"."from_at" < $5
group by 1, 2;
