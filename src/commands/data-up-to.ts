import { newestEventsBefore } from "../store/newest-events.ts";
import { localMoment } from "./local-dates.ts";
import type { Room } from "./room.ts";
import type { Viewing } from "./viewing.ts";

/** How fresh the numbers are: "Data up to 14:05." */
export async function dataUpTo(
  { db, accountId }: Room,
  now: Date,
  { locale, timezone }: Viewing,
): Promise<string> {
  const newest = await newestEventsBefore(db, accountId, now);
  const [latest] = newest.map(({ at }) => at).sort((a, b) => b.getTime() - a.getTime());
  return latest ? `Data up to ${localMoment(latest, now, timezone, locale)}.` : "No events have arrived yet.";
}
