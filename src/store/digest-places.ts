import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** A channel that a digest is posted to. */
export interface DigestPlaceKey {
  readonly accountId: string;
  readonly digestId: string;
  readonly platform: string;
  readonly target: string;
}

/** What was said there of the digest. */
export interface DigestPlace {
  readonly digestId: string;
  readonly platform: string;
  readonly target: string;
  readonly pausedAt: Date | null;
  readonly pausedBy: string | null;
  readonly mutedKpis: readonly string[];
}

/** Of one digest, or of all. Channels in which nothing was said of it are left out. */
export async function digestPlaces(
  db: Kysely<Database>,
  accountId: string,
  digestId?: string,
): Promise<readonly DigestPlace[]> {
  const all = db
    .selectFrom("digest_places")
    .select([
      "digest_id as digestId",
      "platform",
      "target",
      "paused_at as pausedAt",
      "paused_by as pausedBy",
      "muted_kpis as mutedKpis",
    ])
    .where("account_id", "=", accountId)
    .orderBy("digest_id")
    .orderBy("platform")
    .orderBy("target");
  return await (digestId === undefined ? all : all.where("digest_id", "=", digestId)).execute();
}

/** @param by who pauses it; null resumes it */
export async function pauseDigest(
  db: Kysely<Database>,
  key: DigestPlaceKey,
  by: string | null,
  now: Date,
): Promise<void> {
  const paused = { paused_at: by === null ? null : now, paused_by: by };
  await db
    .insertInto("digest_places")
    .values({ ...keyColumns(key), ...paused })
    .onConflict((conflict) =>
      conflict.columns(["account_id", "platform", "target", "digest_id"]).doUpdateSet(paused),
    )
    .execute();
}

/** Leaves a KPI out of the digest there, or takes it in again. */
export async function muteKpi(
  db: Kysely<Database>,
  key: DigestPlaceKey,
  kpi: string,
  isMuted: boolean,
): Promise<void> {
  const without = sql<string[]>`array_remove(digest_places.muted_kpis, ${kpi})`;
  await db
    .insertInto("digest_places")
    .values({ ...keyColumns(key), muted_kpis: isMuted ? [kpi] : [] })
    .onConflict((conflict) =>
      conflict.columns(["account_id", "platform", "target", "digest_id"]).doUpdateSet({
        muted_kpis: isMuted ? sql<string[]>`array_append(${without}, ${kpi})` : without,
      }),
    )
    .execute();
}

function keyColumns({ accountId, digestId, platform, target }: DigestPlaceKey) {
  return { account_id: accountId, digest_id: digestId, platform, target };
}
