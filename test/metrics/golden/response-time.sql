-- Average response time: How long customers wait for a reply by a person, over every answered wait, not only the first.

-- one number
select
  count(*) filter (where f.ending = 'replied') as "response_count",
  avg(f.wait_ms) filter (where f.ending = 'replied') as "response_mean",
  avg(ln(1 + (f.wait_ms) / 1000.0::float8)) filter (where f.ending = 'replied') as "response_spread_mean",
  var_samp(ln(1 + (f.wait_ms) / 1000.0::float8)) filter (where f.ending = 'replied') as "response_spread_variance",
  count(*) filter (where f.ending = 'unanswered') as "turns_unanswered_count"
from "turns" as f
where f.account_id = $1 and "f"."ended_at" >= $2 and "f"."ended_at" < $3;

-- one number
select
  count(*) as "turns_waiting_count",
  extract(epoch from max(b.at - f.started_at)) as "turns_waiting_longest"
from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as b(start_at, at, no)
join "turns" as f on "f"."started_at" < b.at and ("f"."ended_at" is null or "f"."ended_at" >= b.at)
left join conversations as c on c.account_id = f.account_id and c.subject = f.subject
where f.account_id = $3
and "f"."started_at" < $4 and ("f"."ended_at" >= $5 or "f"."ended_at" is null);

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."ended_at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.ending = 'replied') as "response_count",
  avg(f.wait_ms) filter (where f.ending = 'replied') as "response_mean",
  avg(ln(1 + (f.wait_ms) / 1000.0::float8)) filter (where f.ending = 'replied') as "response_spread_mean",
  var_samp(ln(1 + (f.wait_ms) / 1000.0::float8)) filter (where f.ending = 'replied') as "response_spread_variance",
  count(*) filter (where f.ending = 'unanswered') as "turns_unanswered_count"
from "turns" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."ended_at" and "f"."ended_at" < m.valid_to
where f.account_id = $2 and "f"."ended_at" >= $3 and "f"."ended_at" < $4
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
