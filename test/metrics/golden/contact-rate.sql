-- Customer contact rate: Of the customers who are active contacts at the end of the period, the share that wrote in the period.

-- one number
select
  count(distinct f.customer_id collate "C") as "active_contacts_who_wrote_count"
from "messages" as f
join contact_states as s on s.account_id = f.account_id and s.contact_id = f.customer_id
  and s.is_active and s.valid_from < $1::timestamptz and (s.valid_to is null or s.valid_to >= $2::timestamptz)
where f.account_id = $3 and "f"."at" >= $4 and "f"."at" < $5
and f.direction = 'received';

-- one number
select
  count(*) as "active_contacts_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "contact_states" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3
and "f"."valid_from" < $4 and ("f"."valid_to" >= $5 or "f"."valid_to" is null)
and "f"."is_active";

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(distinct f.customer_id collate "C") as "active_contacts_who_wrote_count"
from "messages" as f
join contact_states as s on s.account_id = f.account_id and s.contact_id = f.customer_id
  and s.is_active and s.valid_from < ($2::timestamptz[])[width_bucket("f"."at", $3::timestamptz[])] and (s.valid_to is null or s.valid_to >= ($4::timestamptz[])[width_bucket("f"."at", $5::timestamptz[])])
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $6 and "f"."at" >= $7 and "f"."at" < $8
and f.direction = 'received'
and "f"."channel" = any($9::text[])
and f.tags && $10::text[]
group by 1, 2;

-- by team and day, of a channel and a tag
select
  b.no as "k0",
  sum("g"."active_contacts_count") as "active_contacts_count"
from (
select
  width_bucket("f"."valid_from", $1::timestamptz[]) + 1 as first_no,
  coalesce(width_bucket("f"."valid_to", $2::timestamptz[]), $3::int) as last_no,
  count(*) as "active_contacts_count"
from "contact_states" as f
where f.account_id = $4
and "f"."valid_from" < $5 and ("f"."valid_to" >= $6 or "f"."valid_to" is null)
and "f"."is_active"
group by 1, 2
) as g
join generate_series(1, $7::int) as b(no) on b.no between g.first_no and g.last_no
group by 1;
