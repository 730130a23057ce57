-- Average rating: The mean satisfaction rating on its scale.

-- one number
select
  count(*) filter (where s.scale_min is not null) as "csat_scores_count",
  avg(f.score) filter (where s.scale_min is not null) as "csat_scores_mean",
  avg(f.score) filter (where s.scale_min is not null) as "csat_scores_spread_mean",
  var_samp(f.score) filter (where s.scale_min is not null) as "csat_scores_spread_variance",
  count(*) filter (where s.scale_min is not null and f.better_is = 'lower') as "csat_scores_lower_is_better_count",
  count(*) filter (where s.scale_min is null) as "csat_scores_on_other_scales_count"
from "ratings" as f
left join (
  select scale_min, scale_max, better_is from ratings
  where account_id = $1 and at >= $2 and at < $3 and survey = 'csat' and score is not null
  group by scale_min, scale_max, better_is
  order by count(*) desc, scale_min, scale_max, better_is
  limit 1
) as s on f.scale_min = s.scale_min and f.scale_max = s.scale_max and f.better_is is not distinct from s.better_is
where f.account_id = $4 and "f"."at" >= $5 and "f"."at" < $6
and f.survey = 'csat' and f.score is not null;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) filter (where s.scale_min is not null) as "csat_scores_count",
  avg(f.score) filter (where s.scale_min is not null) as "csat_scores_mean",
  avg(f.score) filter (where s.scale_min is not null) as "csat_scores_spread_mean",
  var_samp(f.score) filter (where s.scale_min is not null) as "csat_scores_spread_variance",
  count(*) filter (where s.scale_min is not null and f.better_is = 'lower') as "csat_scores_lower_is_better_count",
  count(*) filter (where s.scale_min is null) as "csat_scores_on_other_scales_count"
from "ratings" as f
left join (
  select scale_min, scale_max, better_is from ratings
  where account_id = $2 and at >= $3 and at < $4 and survey = 'csat' and score is not null
  group by scale_min, scale_max, better_is
  order by count(*) desc, scale_min, scale_max, better_is
  limit 1
) as s on f.scale_min = s.scale_min and f.scale_max = s.scale_max and f.better_is is not distinct from s.better_is
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $5 and "f"."at" >= $6 and "f"."at" < $7
and f.survey = 'csat' and f.score is not null
and "f"."channel" = any($8::text[])
and f.tags && $9::text[]
group by 1, 2;
