-- Alerts: Alerts that people were told of, each once: promises in danger (kind wait) and KPIs that are where they should not be (kind kpi).

-- one number
select
  count(*) as "alerts_told_count"
from "alert_episodes" as f
where f.account_id = $1 and "f"."first_told_at" >= $2 and "f"."first_told_at" < $3;

-- by team and day, of a channel
select
  "f"."team_id" as "k0",
  width_bucket("f"."first_told_at", $1::timestamptz[]) as "k1",
  count(*) as "alerts_told_count"
from "alert_episodes" as f
where f.account_id = $2 and "f"."first_told_at" >= $3 and "f"."first_told_at" < $4
and "f"."channel" = any($5::text[])
group by 1, 2;
