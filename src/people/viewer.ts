import type { ChatUser } from "./chat-profiles.ts";
import type { Directory } from "./directory.ts";
import type { Person, Role } from "./person.ts";

/** Who asks, and what they may see: everything `mayAsk` needs. */
export interface Viewer {
  /** null: nobody; `refusal` says why. */
  readonly person: Person | null;
  readonly role: Role | "nobody";
  readonly agentId: string | null;
  /** Of an agent his own, of a lead those that are led. */
  readonly teams: readonly string[];
  /** As the chat tells it or deskpulse.yaml; null for nobody. */
  readonly email: string | null;
  /** What to call them. */
  readonly name: string;
  /** IANA, from the chat profile; null where it names none. */
  readonly timezone: string | null;
  /** BCP 47, from the chat profile; null where it names none. */
  readonly locale: string | null;
  readonly chat: ChatUser;
  /** Everybody, at the moment of asking. */
  readonly directory: Directory;
  /** Why nothing may be seen; null for whoever is somebody. */
  readonly refusal: Refused | null;
}

/** Why somebody may not, and whom to ask. */
export interface Refused {
  /** Whole sentences, fit to be shown. */
  readonly reason: string;
  /** Who can help, the nearest first; empty where deskpulse.yaml names nobody. */
  readonly ask: readonly Person[];
  /** What whoever helps would run: "deskpulse people link --slack U123 --email NAME@EXAMPLE.COM". */
  readonly remedy: string | null;
}
