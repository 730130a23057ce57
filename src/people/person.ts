import type { ListedPerson } from "../store/apply-people.ts";

/** What somebody may see; the table is in docs/people.md. From little to much. */
export type Role = "agent" | "lead" | "manager" | "admin";

/** An entry of `people` in deskpulse.yaml. */
export interface PersonEntry extends ListedPerson {
  readonly role: Role;
}

/** Somebody who can be linked to a chat user: listed in deskpulse.yaml, or an agent that events tell of. */
export interface Person {
  /** What to call them: never empty. */
  readonly name: string;
  /** Lower case. null: events never said one, so only `people link --agent` finds them. */
  readonly email: string | null;
  /** The id that events carry; null for who answers no customers. */
  readonly agentId: string | null;
  readonly role: Role;
  /** Of an agent the present team; of a lead the teams that are led. */
  readonly teams: readonly string[];
  /** false: has left, or was deactivated: sees nothing any more. */
  readonly isActive: boolean;
}
