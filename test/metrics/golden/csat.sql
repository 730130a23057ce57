-- CSAT: The share of satisfaction ratings that are positive: the top quarter of the scale (4 or 5 of 5), or good.

-- one number
select
  count(*) filter (where f.survey = 'csat' and f.is_positive) as "csat_positive_count",
  count(*) filter (where f.survey = 'csat') as "csat_ratings_count"
from "ratings" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.survey = 'csat' and f.is_positive) as "csat_positive_count",
  count(*) filter (where f.survey = 'csat') as "csat_ratings_count"
from "ratings" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
