-- Absenteeism: Hours absent over the hours planned.

-- one number
select
  count(f.hours) as "hours_absent_count",
  sum(f.hours) as "hours_absent_sum",
  count(f.planned_hours) as "hours_planned_count",
  sum(f.planned_hours) as "hours_planned_sum"
from "absences" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3;

-- by team and day
select
  "m"."team_id" as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(f.hours) as "hours_absent_count",
  sum(f.hours) as "hours_absent_sum",
  count(f.planned_hours) as "hours_planned_count",
  sum(f.planned_hours) as "hours_planned_sum"
from "absences" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
group by 1, 2;
