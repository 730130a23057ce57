import type { Digest } from "../config/desk-config.ts";
import { permitted } from "./ask-numbers.ts";
import type { CommandRequest } from "./command.ts";
import { Refusal } from "./refusal.ts";
import type { Room } from "./room.ts";

type Told = Pick<Digest, "scope" | "kpis" | "table" | "charts">;

/**
 * Lets somebody see a digest, or say what a channel gets of it, who may see all of what it tells: it is composed for a
 * channel, so no part of it is left out for one reader.
 *
 * @throws Refusal where the viewer may not
 */
export async function permittedDigest(request: CommandRequest, room: Room, digest: Told): Promise<void> {
  const parts = [
    { metrics: digest.kpis, by: [] as string[] },
    ...(digest.table ? [{ metrics: digest.table.kpis, by: [digest.table.by] }] : []),
    ...digest.charts.map(({ kpi, by }) => ({ metrics: [kpi], by })),
  ];
  for (const part of parts) {
    const allowed = await permitted(request, room, { ...part, filters: {}, scope: digest.scope });
    if (allowed.leastPeople > 0)
      throw new Refusal({
        reason:
          "A digest is for whoever may see all of it. Your team's numbers are in `teamstats`, yours in `mystats`.",
        ask: [],
        remedy: null,
      });
  }
}
