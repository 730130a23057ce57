import type { Generated } from "kysely";

/** Somebody whom deskpulse.yaml lists. */
export interface PersonTable {
  account_id: string;
  /** Lower case. */
  email: string;
  /** null: the agent whom events give this address, if there is one. */
  agent_id: string | null;
  name: string | null;
  team_id: string | null;
}

/** Which person a chat user is. */
export interface ChatLinkTable {
  account_id: string;
  platform: string;
  /** Slack's workspace, Microsoft's tenant. */
  tenant: string;
  user_id: string;
  how: "email" | "manual";
  /** Lower case. By e-mail: as the platform tells it. By hand: whom it was linked to, null with `agent_id` null: nobody. */
  email: string | null;
  agent_id: string | null;
  name: string | null;
  locale: string | null;
  timezone: string | null;
  linked_at: Date;
  /** Who linked by hand. */
  linked_by: string | null;
  /** When the platform last told who this is; null: never asked. */
  checked_at: Date | null;
}

/** That somebody looked at an agent's numbers. */
export interface LookUpTable {
  account_id: string;
  look_up_id: Generated<number>;
  agent_id: string;
  by_name: string;
  by_email: string | null;
  what: string;
  looked_up_at: Date;
}
