import type { Kysely } from "kysely";
import { stateOf } from "../alerts/episode.ts";
import { escalationAt } from "../alerts/escalation.ts";
import { claimDueClocks, type DueClock } from "../store/alert-clocks.ts";
import { addHistory, changeEpisode, openEpisode } from "../store/alert-episodes.ts";
import type { KnownWatch } from "../store/alert-watches.ts";
import type { Database } from "../store/tables.ts";
import { promiseAlert } from "./alert-messages.ts";
import { type AlertRoom, placesFor, policyOf, quietFor } from "./alert-room.ts";

/** Sooner than this nobody need be told why. */
const LATE_MS = 60_000;

/**
 * Opens the episodes of clocks whose warning or breach has come, and promises their messages, in one transaction.
 *
 * @returns how many moments were looked at: as many as asked for where there may be more
 */
export async function openDue(
  room: AlertRoom,
  watches: readonly KnownWatch[],
  now: Date,
  limit: number,
): Promise<number> {
  return await room.db.transaction().execute(async (trx) => {
    const { clocks, moments } = await claimDueClocks(trx, room.accountId, watches, now, limit);
    for (const clock of clocks) await open(room, trx, clock, lateNote(clock, watches, now), now);
    return moments;
  });
}

async function open(
  room: AlertRoom,
  trx: Kysely<Database>,
  clock: DueClock,
  note: string | null,
  now: Date,
): Promise<void> {
  const policy = policyOf(room, clock.policy);
  const state = stateOf(clock, now);
  const places = placesFor(policy, state);
  const quiet = places.length > 0 ? quietFor(room, policy, now) : null;
  const breachedAt = state === "breached" ? clock.dueAt : null;
  const toldAt = quiet ?? now;
  const episode = await openEpisode(trx, room.accountId, {
    clock,
    state,
    breachedAt,
    lateNote: note,
    toldAt,
    heldUntil: quiet,
  });
  if (!episode) return;
  const steps = policy?.escalate ?? [];
  const escalate_at = escalationAt(
    {
      state,
      breachedAt,
      endedAt: null,
      acknowledgement: null,
      escalatedTo: episode.escalated_to,
      escalatedAt: episode.escalated_at,
      toldAt,
    },
    steps,
  );
  const cleared = { acknowledged_by: null, acknowledged_name: null, acknowledged_until: null };
  const opened = await changeEpisode(
    trx,
    episode,
    { ...cleared, escalate_at, held_until: quiet, told_at: toldAt },
    false,
  );
  await addHistory(
    trx,
    episode,
    now,
    [firstWords[state] ?? state, ...(note === null ? [] : [note])].join(". "),
  );
  if (quiet === null) await promiseAlert(room, trx, opened, places, now);
}

const firstWords: Readonly<Record<string, string>> = { "at-risk": "at risk", breached: "overdue" };

/** Why it is noticed only now; null where it is not late. */
function lateNote(clock: DueClock, watches: readonly KnownWatch[], now: Date): string | null {
  const lateMs = now.getTime() - clock.at.getTime();
  if (lateMs < LATE_MS) return null;
  const watch = watches.find(({ policy, moment }) => policy === clock.policy && moment === clock.moment);
  const wasAway = watch !== undefined && clock.at > watch.scannedUntil;
  const why = wasAway ? "deskpulse was not running" : "what happened was told late";
  return `Noticed ${Math.round(lateMs / LATE_MS)} min late: ${why}`;
}
