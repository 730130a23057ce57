import type { Generated, JSONColumnType } from "kysely";

/** A digest that was made in chat. */
export interface ChatDigestTable {
  account_id: string;
  digest_id: string;
  /** In the form that deskpulse.yaml has it. */
  digest: JSONColumnType<object>;
  /** What the person who made it is called. */
  made_by: string;
  made_at: Date;
}

/** What was said in a channel of a digest that is posted there. */
export interface DigestPlaceTable {
  account_id: string;
  platform: string;
  target: string;
  digest_id: string;
  /** Not posted there since; null: it is. */
  paused_at: Date | null;
  paused_by: string | null;
  /** KPIs that are left out there. */
  muted_kpis: Generated<string[]>;
}
