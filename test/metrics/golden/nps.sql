-- Net promoter score: The share of promoters (9–10) minus the share of detractors (0–6), −100 to 100.

-- one number
select
  count(*) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1) as "nps_answers_count",
  avg(case when f.score >= 9 then 100 when f.score <= 6 then -100 else 0 end) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1) as "nps_answers_mean",
  avg(case when f.score >= 9 then 100 when f.score <= 6 then -100 else 0 end) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1) as "nps_answers_spread_mean",
  var_samp(case when f.score >= 9 then 100 when f.score <= 6 then -100 else 0 end) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1) as "nps_answers_spread_variance",
  count(*) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1 and f.score >= 9) as "nps_promoters_count",
  count(*) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1 and f.score <= 6) as "nps_detractors_count",
  count(*) filter (where f.survey = 'nps' and not coalesce(f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1, false)) as "nps_on_other_scales_count"
from "ratings" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1) as "nps_answers_count",
  avg(case when f.score >= 9 then 100 when f.score <= 6 then -100 else 0 end) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1) as "nps_answers_mean",
  avg(case when f.score >= 9 then 100 when f.score <= 6 then -100 else 0 end) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1) as "nps_answers_spread_mean",
  var_samp(case when f.score >= 9 then 100 when f.score <= 6 then -100 else 0 end) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1) as "nps_answers_spread_variance",
  count(*) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1 and f.score >= 9) as "nps_promoters_count",
  count(*) filter (where f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1 and f.score <= 6) as "nps_detractors_count",
  count(*) filter (where f.survey = 'nps' and not coalesce(f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1, false)) as "nps_on_other_scales_count"
from "ratings" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
