-- Employee happiness: The mean score of the team's own survey.

-- one number
select
  count(*) as "employee_scores_count",
  avg(f.score) as "employee_scores_mean",
  avg(f.score) as "employee_scores_spread_mean",
  var_samp(f.score) as "employee_scores_spread_variance"
from "employee_answers" as f
join (
  select scale_min, scale_max from employee_answers
  where account_id = $1 and at >= $2 and at < $3
  group by scale_min, scale_max
  order by count(*) desc, scale_min, scale_max
  limit 1
) as s on f.scale_min is not distinct from s.scale_min and f.scale_max is not distinct from s.scale_max
where f.account_id = $4 and "f"."at" >= $5 and "f"."at" < $6;

-- by team and day
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) as "employee_scores_count",
  avg(f.score) as "employee_scores_mean",
  avg(f.score) as "employee_scores_spread_mean",
  var_samp(f.score) as "employee_scores_spread_variance"
from "employee_answers" as f
join (
  select scale_min, scale_max from employee_answers
  where account_id = $2 and at >= $3 and at < $4
  group by scale_min, scale_max
  order by count(*) desc, scale_min, scale_max
  limit 1
) as s on f.scale_min is not distinct from s.scale_min and f.scale_max is not distinct from s.scale_max
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $5 and "f"."at" >= $6 and "f"."at" < $7
group by 1, 2;
