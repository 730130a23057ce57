-- Neutral: Orange smileys received; of scores those between the top and the bottom quarter.

-- one number
select
  count(*) as "smileys_neutral_count"
from "ratings" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3
and f.survey = 'smiley' and (f.answer = 'neutral' or (case when f.better_is = 'lower' then f.scale_max - f.score else f.score - f.scale_min end) / nullif(f.scale_max - f.scale_min, 0) > 0.25 and (case when f.better_is = 'lower' then f.scale_max - f.score else f.score - f.scale_min end) / nullif(f.scale_max - f.scale_min, 0) < 0.75);

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) as "smileys_neutral_count"
from "ratings" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
and f.survey = 'smiley' and (f.answer = 'neutral' or (case when f.better_is = 'lower' then f.scale_max - f.score else f.score - f.scale_min end) / nullif(f.scale_max - f.scale_min, 0) > 0.25 and (case when f.better_is = 'lower' then f.scale_max - f.score else f.score - f.scale_min end) / nullif(f.scale_max - f.scale_min, 0) < 0.75)
group by 1, 2;
