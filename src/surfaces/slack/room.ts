import { platformLimits } from "../platform-limits.ts";

const limits = platformLimits.slack;

/** What is left of a message while it is being filled. */
export interface Room {
  readonly characters: number;
  readonly blocks: number;
}

export const wholeMessage: Room = { characters: limits.messageText, blocks: limits.blocksInMessage };

export function without(room: Room, used: Room): Room {
  return { characters: room.characters - used.characters, blocks: room.blocks - used.blocks };
}
