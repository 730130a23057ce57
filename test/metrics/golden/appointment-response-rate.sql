-- Appointment response rate: Of the reminders sent in the period, the share that was answered before the next one: YES, NO or anything else.

-- one number
select
  count(*) filter (where f.is_answered) as "reminders_answered_count",
  count(*) as "reminders_count"
from "reminders" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3;

-- by status and day
select
  "f"."status" as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) filter (where f.is_answered) as "reminders_answered_count",
  count(*) as "reminders_count"
from "reminders" as f
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
group by 1, 2;
