-- Chat engagement: Chats started over the times the chat button was shown.

-- one number
select
  count("f"."chats_started") as "chats_started_count",
  sum("f"."chats_started") as "chats_started_sum",
  count("f"."chat_button_shown") as "chat_button_shown_count",
  sum("f"."chat_button_shown") as "chat_button_shown_sum"
from "traffic" as f
where f.account_id = $1 and "f"."from_at" >= $2 and "f"."from_at" < $3;

-- by hour and day
select
  width_bucket("f"."from_at", $1::timestamptz[]) as "k0",
  width_bucket("f"."from_at", $2::timestamptz[]) as "k1",
  count("f"."chats_started") as "chats_started_count",
  sum("f"."chats_started") as "chats_started_sum",
  count("f"."chat_button_shown") as "chat_button_shown_count",
  sum("f"."chat_button_shown") as "chat_button_shown_sum"
from "traffic" as f
where f.account_id = $3 and "f"."from_at" >= $4 and "f"."from_at" < $5
group by 1, 2;
