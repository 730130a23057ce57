-- Appointment reminders: Reminders of appointments sent.

-- one number
select
  count(*) as "reminders_count"
from "reminders" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3;

-- by status and day
select
  "f"."status" as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(*) as "reminders_count"
from "reminders" as f
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
group by 1, 2;
