-- Sentiment: Of customers' messages whose text is positive, neutral or negative, the share that is positive; by sentiment the share of each.

-- one number
select
  count(*) filter (where f.sentiment in ('positive')) as "messages_positive_count",
  count(*) filter (where f.sentiment in ('positive', 'neutral', 'negative')) as "messages_with_sentiment_count",
  count(*) filter (where f.sentiment in ('neutral')) as "messages_neutral_count",
  count(*) filter (where f.sentiment in ('negative')) as "messages_negative_count",
  count(*) filter (where f.sentiment in ('unsure')) as "messages_unsure_count"
from "messages" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3
and f.direction = 'received';

-- by team and day, of a channel and a tag
select
  coalesce(m.team_id, "f"."team_id") as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.sentiment in ('positive')) as "messages_positive_count",
  count(*) filter (where f.sentiment in ('positive', 'neutral', 'negative')) as "messages_with_sentiment_count",
  count(*) filter (where f.sentiment in ('neutral')) as "messages_neutral_count",
  count(*) filter (where f.sentiment in ('negative')) as "messages_negative_count",
  count(*) filter (where f.sentiment in ('unsure')) as "messages_unsure_count"
from "messages" as f
left join agent_teams as m on m.account_id = f.account_id and m.agent_id = "f"."agent_id" and m.valid_from <= "f"."at" and "f"."at" < m.valid_to
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and f.direction = 'received'
and "f"."channel" = any($5::text[])
and f.tags && $6::text[]
group by 1, 2;
