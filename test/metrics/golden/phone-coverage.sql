-- Cell phone coverage: The share of contacts with a cell phone number at the end of the period.

-- one number
select
  count(*) filter (where f.has_cell_phone) as "contacts_with_phone_count",
  count(*) as "contacts_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "contact_states" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3
and "f"."valid_from" < $4 and ("f"."valid_to" >= $5 or "f"."valid_to" is null);

-- by segment and day
select
  "g"."k0",
  b.no as "k1",
  sum("g"."contacts_with_phone_count") as "contacts_with_phone_count",
  sum("g"."contacts_count") as "contacts_count"
from (
select
  width_bucket("f"."valid_from", $1::timestamptz[]) + 1 as first_no,
  coalesce(width_bucket("f"."valid_to", $2::timestamptz[]), $3::int) as last_no,
  "f"."segment" as "k0",
  count(*) filter (where f.has_cell_phone) as "contacts_with_phone_count",
  count(*) as "contacts_count"
from "contact_states" as f
where f.account_id = $4
and "f"."valid_from" < $5 and ("f"."valid_to" >= $6 or "f"."valid_to" is null)
group by 1, 2, 3
) as g
join generate_series(1, $7::int) as b(no) on b.no between g.first_no and g.last_no
group by 1, 2;
