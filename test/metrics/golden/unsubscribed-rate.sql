-- Unsubscribed rate: Contacts that unsubscribed in the period, over the cell phone numbers at its end.

-- one number
select
  count(distinct f.contact_id collate "C") as "unsubscribed_count"
from "contact_changes" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3
and f.kind = 'unsubscribed';

-- one number
select
  count(*) as "contacts_with_phone_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "contact_states" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3
and "f"."valid_from" < $4 and ("f"."valid_to" >= $5 or "f"."valid_to" is null)
and f.has_cell_phone;

-- by segment and day
select
  "f"."segment" as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(distinct f.contact_id collate "C") as "unsubscribed_count"
from "contact_changes" as f
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and f.kind = 'unsubscribed'
group by 1, 2;

-- by segment and day
select
  "g"."k0",
  b.no as "k1",
  sum("g"."contacts_with_phone_count") as "contacts_with_phone_count"
from (
select
  width_bucket("f"."valid_from", $1::timestamptz[]) + 1 as first_no,
  coalesce(width_bucket("f"."valid_to", $2::timestamptz[]), $3::int) as last_no,
  "f"."segment" as "k0",
  count(*) as "contacts_with_phone_count"
from "contact_states" as f
where f.account_id = $4
and "f"."valid_from" < $5 and ("f"."valid_to" >= $6 or "f"."valid_to" is null)
and f.has_cell_phone
group by 1, 2, 3
) as g
join generate_series(1, $7::int) as b(no) on b.no between g.first_no and g.last_no
group by 1, 2;
