import { lookUpsOf } from "../people/look-ups.ts";
import type { CommandRequest } from "./command.ts";
import { localMoment } from "./local-dates.ts";
import type { Room } from "./room.ts";
import type { Viewing } from "./viewing.ts";

/** What somebody should not have to ask for. */
const MOST = 3;
const LATELY_MS = 30 * 86_400_000;

/** Who looked at the asker's own numbers lately, as a line each. */
export async function lookedAt(
  { viewer, now }: CommandRequest,
  { db, accountId }: Room,
  { locale, timezone }: Viewing,
): Promise<readonly string[]> {
  if (viewer.agentId === null) return [];
  const looks = await lookUpsOf(db, accountId, viewer.agentId, MOST);
  return looks
    .filter(({ at }) => now.getTime() - at.getTime() < LATELY_MS)
    .map(
      ({ byName, what, at }) => `${byName} looked at ${what} (${localMoment(at, now, timezone, locale)}).`,
    );
}
