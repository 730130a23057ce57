-- Appointments: Appointments reminded in the period, each once with its latest verdict: confirmed, unconfirmed, cancelled or rescheduled (split by status).

-- one number
select
  count(distinct f.appointment_id collate "C") as "appointments_count",
  count(distinct f.appointment_id collate "C") filter (where f.status = 'confirmed') as "appointments_confirmed_count",
  count(distinct f.appointment_id collate "C") filter (where f.status = 'unconfirmed') as "appointments_unconfirmed_count",
  count(distinct f.appointment_id collate "C") filter (where f.status = 'cancelled') as "appointments_cancelled_count",
  count(distinct f.appointment_id collate "C") filter (where f.status = 'rescheduled') as "appointments_rescheduled_count"
from "reminders" as f
where f.account_id = $1 and "f"."at" >= $2 and "f"."at" < $3;

-- by status and day
select
  "f"."status" as "k0",
  width_bucket("f"."at", $1::timestamptz[]) as "k1",
  count(distinct f.appointment_id collate "C") as "appointments_count",
  count(distinct f.appointment_id collate "C") filter (where f.status = 'confirmed') as "appointments_confirmed_count",
  count(distinct f.appointment_id collate "C") filter (where f.status = 'unconfirmed') as "appointments_unconfirmed_count",
  count(distinct f.appointment_id collate "C") filter (where f.status = 'cancelled') as "appointments_cancelled_count",
  count(distinct f.appointment_id collate "C") filter (where f.status = 'rescheduled') as "appointments_rescheduled_count"
from "reminders" as f
where f.account_id = $2 and "f"."at" >= $3 and "f"."at" < $4
group by 1, 2;
