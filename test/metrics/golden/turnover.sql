-- Turnover: Who left in the period, over who was on the staff at its start or joined in it.

-- one number
select
  count(distinct f.agent_id collate "C") as "leavers_count"
from "employments" as f
where f.account_id = $1 and "f"."valid_to" >= $2 and "f"."valid_to" < $3;

-- one number
select
  count(distinct f.agent_id collate "C") as "staff_at_start_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(at, end_at, no)
join "employments" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3
and "f"."valid_from" < $4 and ("f"."valid_to" >= $5 or "f"."valid_to" is null);

-- one number
select
  count(distinct f.agent_id collate "C") as "staff_joined_count"
from "employments" as f
where f.account_id = $1 and "f"."valid_from" >= $2 and "f"."valid_from" < $3
and not exists (
      select from employments as e
      where e.account_id = f.account_id and e.agent_id = f.agent_id
        and e.valid_from < $4::timestamptz and (e.valid_to is null or e.valid_to >= $5::timestamptz)
    );

-- by team and day
select
  "m"."team_id" as "k0",
  width_bucket("f"."valid_to", $1::timestamptz[]) as "k1",
  count(distinct f.agent_id collate "C") as "leavers_count"
from "employments" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."valid_to" and "f"."valid_to" < m.valid_to
where f.account_id = $2 and "f"."valid_to" >= $3 and "f"."valid_to" < $4
group by 1, 2;

-- by team and day
select
  "m"."team_id" as "k0",
  b.no::int as "k1",
  count(distinct f.agent_id collate "C") as "staff_at_start_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(at, end_at, no)
join "employments" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from < b.at and b.at <= m.valid_to
where f.account_id = $3
and "f"."valid_from" < $4 and ("f"."valid_to" >= $5 or "f"."valid_to" is null)
group by 1, 2;

-- by team and day
select
  "m"."team_id" as "k0",
  width_bucket("f"."valid_from", $1::timestamptz[]) as "k1",
  count(distinct f.agent_id collate "C") as "staff_joined_count"
from "employments" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."valid_from" and "f"."valid_from" < m.valid_to
where f.account_id = $2 and "f"."valid_from" >= $3 and "f"."valid_from" < $4
and not exists (
      select from employments as e
      where e.account_id = f.account_id and e.agent_id = f.agent_id
        and e.valid_from < ($5::timestamptz[])[width_bucket("f"."valid_from", $6::timestamptz[])] and (e.valid_to is null or e.valid_to >= ($7::timestamptz[])[width_bucket("f"."valid_from", $8::timestamptz[])])
    )
group by 1, 2;
