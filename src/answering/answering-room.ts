import type { Clock } from "../clock.ts";
import type { Room } from "../commands/room.ts";
import type { ChatProfiles } from "../people/chat-profiles.ts";

/** What answering in chat needs of the process around it. */
export interface AnsweringRoom extends Room {
  /** The platform's word on who somebody is. */
  readonly profiles: ChatProfiles;
  readonly clock: Clock;
  /** After so many milliseconds people are told that it did not work; a minute unless given. */
  readonly limitMs?: number;
}
