import type { Generated } from "kysely";

export interface AlertStormTable {
  account_id: string;
  storm_id: Generated<number>;
  platform: string;
  target: string;
  /** What its alerts have in common; hour: nothing but that they were too many; quiet: the quiet hours that held them. */
  shares: "topic" | "product" | "team" | "channel" | "hour" | "quiet";
  /** Of the topic, say; "" for the last two. */
  value: string;
  started_at: Date;
  /** When the last alert joined. */
  last_at: Date;
  /** From then on alerts have messages of their own again. */
  ended_at: Date | null;
  /** It is over, and so are all its alerts: its message stays as it is. */
  settled_at: Date | null;
  delivery_id: string | null;
  /** A digest of what its message says. */
  shown: string | null;
  failed_updates: Generated<number>;
  next_update_at: Date | null;
}

export interface AlertStormMemberTable {
  account_id: string;
  storm_id: number;
  episode_id: number;
}
