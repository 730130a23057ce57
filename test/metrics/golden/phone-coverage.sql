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
  "f"."segment" as "k0",
  b.no::int as "k1",
  count(*) filter (where f.has_cell_phone) as "contacts_with_phone_count",
  count(*) as "contacts_count"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "contact_states" as f on "f"."valid_from" < b.at and ("f"."valid_to" is null or "f"."valid_to" >= b.at)
where f.account_id = $3
and "f"."valid_from" < $4 and ("f"."valid_to" >= $5 or "f"."valid_to" is null)
group by 1, 2;
