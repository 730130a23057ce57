import type { Kysely } from "kysely";
import { stateOf } from "../../alerts/episode.ts";
import { escalationAt } from "../../alerts/escalation.ts";
import { claimDueClocks, type DueClock } from "../../store/alert-clocks.ts";
import { changeEpisode, type WaitEpisode } from "../../store/alert-episodes.ts";
import type { AlertPlace } from "../../store/alert-posts.ts";
import { calmEscalations } from "../../store/alert-storms.ts";
import type { KnownWatch } from "../../store/alert-watches.ts";
import { addHistories, type NewEpisode, openEpisodes } from "../../store/open-episodes.ts";
import type { Database } from "../../store/tables.ts";
import { promiseOwn } from "./alert-messages.ts";
import { type AlertRoom, placesFor, policyOf, quietFor } from "./alert-room.ts";
import { sortIntoStorms } from "./alert-storms.ts";

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
  const { clocks, moments } = await room.db.transaction().execute(async (trx) => {
    const claimed = await claimDueClocks(trx, room.accountId, watches, now, limit);
    const openings = claimed.clocks.map((clock) =>
      openingOf(room, clock, lateNote(clock, watches, now), now),
    );
    await openAll(room, trx, openings.toSorted(byWait), now);
    return claimed;
  });
  for (const { moment, at } of clocks) room.onOpened?.(moment, now.getTime() - at.getTime());
  return moments;
}

interface Opening extends NewEpisode {
  readonly places: readonly AlertPlace[];
}

function openingOf(room: AlertRoom, clock: DueClock, lateNote: string | null, now: Date): Opening {
  const policy = policyOf(room, clock.policy);
  const state = stateOf(clock, now);
  const places = placesFor(policy, state);
  const quiet = places.length > 0 ? quietFor(room, policy, now) : null;
  const breachedAt = state === "breached" ? clock.dueAt : null;
  const fresh = { escalatedTo: [], escalatedAt: null };
  const opening = { clock, state, breachedAt, lateNote, toldAt: quiet ?? now, heldUntil: quiet };
  return { ...opening, places, escalateAt: escalateAt(room, opening, fresh) };
}

/** Who has waited the longest is the first to be told of; two processes that open the same waits go in one order. */
function byWait({ clock: one }: Opening, { clock: other }: Opening): number {
  const before = one.startedAt.getTime() - other.startedAt.getTime();
  return before === 0 ? (keyOf(one) < keyOf(other) ? -1 : 1) : before;
}

async function openAll(
  room: AlertRoom,
  trx: Kysely<Database>,
  openings: readonly Opening[],
  now: Date,
): Promise<void> {
  const byKey = new Map(openings.map((opening) => [keyOf(opening.clock), opening]));
  const opened: { episode: WaitEpisode; opening: Opening }[] = [];
  for (const row of await openEpisodes(trx, room.accountId, openings)) {
    const opening = byKey.get(
      keyOf({ conversation: row.conversation_id, target: row.target, ofNo: row.of_no }),
    );
    if (!opening) throw new Error(`Alert ${row.episode_id} was opened for nothing`);
    const episode = row.version === 1 ? row : await openAgain(room, trx, row, opening);
    opened.push({ episode, opening });
  }
  const lines = opened.map(({ episode, opening }) => ({
    episodeId: episode.episode_id,
    text: firstWords(opening),
  }));
  await addHistories(trx, room.accountId, now, lines);
  const told = opened
    .filter(({ opening }) => opening.heldUntil === null)
    .map(({ episode, opening }) => ({ episode, places: opening.places }));
  const own = await sortIntoStorms(room, trx, told, now);
  await calmEscalations(
    trx,
    room.accountId,
    told.map(({ episode }) => episode.episode_id),
  );
  for (const [index, { episode }] of told.entries()) {
    const places = own[index] ?? [];
    if (places.length > 0) await promiseOwn(room, trx, episode, places, now);
  }
}

/** What was said and who was told when it was open before: the former counts no more, the latter does. */
async function openAgain(
  room: AlertRoom,
  trx: Kysely<Database>,
  episode: WaitEpisode,
  opening: Opening,
): Promise<WaitEpisode> {
  const { escalated_to: escalatedTo, escalated_at: escalatedAt } = episode;
  const change = {
    acknowledged_by: null,
    acknowledged_name: null,
    acknowledged_until: null,
    escalate_at: escalateAt(room, opening, { escalatedTo, escalatedAt }),
    held_until: opening.heldUntil,
    told_at: opening.toldAt,
  };
  return await changeEpisode(trx, episode, change, false);
}

function escalateAt(
  room: AlertRoom,
  { clock, state, breachedAt, toldAt }: Omit<NewEpisode, "escalateAt">,
  escalated: { readonly escalatedTo: readonly string[]; readonly escalatedAt: Date | null },
): Date | null {
  const steps = policyOf(room, clock.policy)?.escalate ?? [];
  const standing = { state, breachedAt, endedAt: null, acknowledgement: null };
  return escalationAt({ ...standing, ...escalated, toldAt }, steps);
}

function keyOf({ conversation, target, ofNo }: Pick<DueClock, "conversation" | "target" | "ofNo">): string {
  return JSON.stringify([conversation, target, ofNo]);
}

function firstWords({ state, lateNote: note }: Opening): string {
  const words: Readonly<Record<string, string>> = { "at-risk": "at risk", breached: "overdue" };
  return [words[state] ?? state, ...(note === null ? [] : [note])].join(". ");
}

/** Why it is noticed only now; null where it is not late. */
function lateNote(clock: DueClock, watches: readonly KnownWatch[], now: Date): string | null {
  const lateMs = now.getTime() - clock.at.getTime();
  if (lateMs < LATE_MS) return null;
  const watch = watches.find(({ policy, moment }) => policy === clock.policy && moment === clock.moment);
  const wasAway = watch !== undefined && clock.at >= watch.scannedUntil;
  const why = wasAway ? "deskpulse was not running" : "what happened was told late";
  return `Noticed ${Math.round(lateMs / LATE_MS)} min late: ${why}`;
}
