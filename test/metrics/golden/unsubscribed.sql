-- Unsubscribed: Contacts that unsubscribed, each once.

-- one number
select
  count(distinct f.contact_id collate "C") as "unsubscribed_count"
from "contact_changes" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3
and f.kind = 'unsubscribed';

-- by segment and day
select
  "f"."segment" as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(distinct f.contact_id collate "C") as "unsubscribed_count"
from "contact_changes" as f
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
and f.kind = 'unsubscribed'
group by 1, 2;
