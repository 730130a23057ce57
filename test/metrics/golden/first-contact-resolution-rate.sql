-- First contact resolution: Of the conversations first resolved in the period, the share whose customer neither had it opened again nor opened another within the reopen window (7 days unless configured); where the tag for it is in use, of those that carry it.

-- one number
select
  count(*) filter (where (f.tags @> array[$1]::text[] or not u.is_tagging) and not coalesce(f.reopened_at <= $2 and f.reopened_at <= f.resolved_at + $3 * interval '1 millisecond', false) and not exists (
    select from conversations as o
    where o.account_id = f.account_id and o.customer_id = f.customer_id and o.subject <> f.subject
      and o.initiated_by = 'customer' and o.status not in ('merged', 'discarded')
      and o.opened_at > f.resolved_at and o.opened_at <= f.resolved_at + $4 * interval '1 millisecond' and o.opened_at <= $5)) as "resolved_on_first_contact_count",
  count(*) filter (where (f.tags @> array[$6]::text[] or not u.is_tagging)) as "first_resolutions_count",
  count(*) filter (where (f.tags @> array[$7]::text[] or not u.is_tagging) and f.resolved_at > $8) as "first_resolutions_provisional_count",
  count(*) filter (where not (f.tags @> array[$9]::text[] or not u.is_tagging)) as "first_resolutions_untagged_count"
from "episodes" as f
cross join (select exists (
    select from conversations
    where account_id = $10 and tags @> array[$11]::text[] and status not in ('merged', 'discarded')
  ) as is_tagging offset 0) as u
where f.account_id = $12 and "f"."resolved_at" >= $13 and "f"."resolved_at" < $14
and f.no = 1;

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."resolved_at", $1::timestamptz[]) as "k1",
  count(*) filter (where (f.tags @> array[$2]::text[] or not u.is_tagging) and not coalesce(f.reopened_at <= $3 and f.reopened_at <= f.resolved_at + $4 * interval '1 millisecond', false) and not exists (
    select from conversations as o
    where o.account_id = f.account_id and o.customer_id = f.customer_id and o.subject <> f.subject
      and o.initiated_by = 'customer' and o.status not in ('merged', 'discarded')
      and o.opened_at > f.resolved_at and o.opened_at <= f.resolved_at + $5 * interval '1 millisecond' and o.opened_at <= $6)) as "resolved_on_first_contact_count",
  count(*) filter (where (f.tags @> array[$7]::text[] or not u.is_tagging)) as "first_resolutions_count",
  count(*) filter (where (f.tags @> array[$8]::text[] or not u.is_tagging) and f.resolved_at > $9) as "first_resolutions_provisional_count",
  count(*) filter (where not (f.tags @> array[$10]::text[] or not u.is_tagging)) as "first_resolutions_untagged_count"
from "episodes" as f
cross join (select exists (
    select from conversations
    where account_id = $11 and tags @> array[$12]::text[] and status not in ('merged', 'discarded')
  ) as is_tagging offset 0) as u
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."resolved_at" and "f"."resolved_at" < m.valid_to
where f.account_id = $13 and "f"."resolved_at" >= $14 and "f"."resolved_at" < $15
and f.no = 1
and "f"."channel" = any($16::text[])
and f.tags && $17::text[]
group by 1, 2;
