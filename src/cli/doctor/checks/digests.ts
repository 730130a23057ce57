import type { Kysely } from "kysely";
import type { Digest } from "../../../config/desk-config.ts";
import type { KnownDigest } from "../../../digests/known-digests.ts";
import { digestTargets } from "../../../jobs/digest-targets.ts";
import { occurrencesBetween } from "../../../jobs/occurrences.ts";
import { type DigestPlace, digestPlaces } from "../../../store/digest-places.ts";
import { pauseOf } from "../../../store/paused-targets.ts";
import type { Database } from "../../../store/tables.ts";
import type { Check } from "../check.ts";
import type { DoctorRoom } from "../doctor-room.ts";
import { type Finding, fine, problem, warning } from "../finding.ts";
import { localMoment } from "../local-moment.ts";

const DAY_MS = 86_400_000;

/** When each digest is sent next, and where it is held back. */
export const digests: Check = {
  name: "digests",
  async look(room) {
    if (room.digests.length === 0) {
      return [
        warning(
          "No digest is set.",
          "Write digests in deskpulse.yaml, or type digest subscribe in a channel.",
        ),
      ];
    }
    const { db } = room;
    const pauses = db ? await pausesOf(db, room) : () => [];
    return room.digests.flatMap((known) => [nextRun(known, room), ...pauses(known)]);
  },
};

function nextRun({ digest, madeInChat }: KnownDigest, { config, clock }: DoctorRoom): Finding {
  const timezone = digest.timezone ?? config.timezone;
  const next = nextOccurrence(digest, timezone, clock.now());
  const name = `${digest.id}${madeInChat ? ` (made in chat by ${madeInChat.by})` : ""}`;
  if (!next) return warning(`${name} is not due within a year.`, `Correct its cron: "${digest.cron}".`);
  const where = digestTargets(digest).map(({ platform, target }) =>
    platform === "console" ? "the console" : `${platform} ${target}`,
  );
  return fine(`${name} goes next on ${localMoment(next, timezone)}, to ${where.join(", ")}.`);
}

/** A schedule of every minute has half a million occurrences a year: looked for near first. */
function nextOccurrence(digest: Digest, timezone: string, now: Date): Date | undefined {
  for (const days of [1, 8, 32, 366]) {
    const until = new Date(now.getTime() + days * DAY_MS);
    const [next] = occurrencesBetween(digest.cron, timezone, now, until);
    if (next) return next.at;
  }
  return undefined;
}

async function pausesOf(db: Kysely<Database>, { accountId, digests }: DoctorRoom) {
  const places = await digestPlaces(db, accountId);
  const targets = new Map(
    digests
      .flatMap(({ digest }) => digestTargets(digest))
      .map((key) => [`${key.platform} ${key.target}`, key]),
  );
  const gone = new Map(
    await Promise.all(
      [...targets].map(async ([name, key]) => [name, await pauseOf(db, { accountId, ...key })] as const),
    ),
  );
  return ({ digest }: KnownDigest): Finding[] => [
    ...places.filter(({ digestId }) => digestId === digest.id).flatMap(pausedByHand),
    ...digestTargets(digest).flatMap(({ platform, target }) => {
      const why = gone.get(`${platform} ${target}`);
      if (why === undefined) return [];
      return [
        problem(
          `${digest.id} is held back from ${platform} ${target}: ${why}`,
          `Remove the cause, then send it once by hand: deskpulse digest send ${digest.id}`,
        ),
      ];
    }),
  ];
}

function pausedByHand({ digestId, platform, target, pausedAt, pausedBy }: DigestPlace): Finding[] {
  if (pausedAt === null) return [];
  return [
    warning(
      `${digestId} is paused in ${platform} ${target}${pausedBy === null ? "" : ` by ${pausedBy}`}.`,
      `Type digest resume ${digestId} there to have it again.`,
    ),
  ];
}
