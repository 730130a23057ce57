-- Survey response rate: Of the surveys offered in the period, the share that was answered, by an answer of its kind in its conversation, else by its customer.

-- one number
select
  count(*) filter (where coalesce(f.is_answered, exists (
    select from ratings as r
    where r.account_id = f.account_id and r.customer_id = f.customer_id and r.survey = f.survey
      and r.at >= f.at and r.at <= $1))) as "surveys_answered_count",
  count(*) as "surveys_offered_count"
from "survey_offers" as f
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) filter (where coalesce(f.is_answered, exists (
    select from ratings as r
    where r.account_id = f.account_id and r.customer_id = f.customer_id and r.survey = f.survey
      and r.at >= f.at and r.at <= $2))) as "surveys_answered_count",
  count(*) as "surveys_offered_count"
from "survey_offers" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $3 and "f"."at" >= $4 and "f"."at" < $5
and "f"."channel" = any($6::text[])
and f.tags && $7::text[]
group by 1, 2;
