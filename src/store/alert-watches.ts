import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** The moments of a policy of which somebody is to be told. */
export interface AlertWatch {
  readonly policy: string;
  readonly moment: "warning" | "breach";
}

export interface KnownWatch extends AlertWatch {
  readonly knownSince: Date;
  readonly scannedUntil: Date;
}

/**
 * As long as another process, with an older or a newer configuration, may still watch for what this one does not:
 * milliseconds since it last looked.
 */
export const OTHERS_MS = 150_000;

/** These are what is watched for, since now where they were not before; what nobody watches for is forgotten. */
export async function knownWatches(
  db: Kysely<Database>,
  accountId: string,
  watches: readonly AlertWatch[],
  now: Date,
): Promise<readonly KnownWatch[]> {
  const policies = watches.map(({ policy }) => policy);
  const moments = watches.map(({ moment }) => moment);
  const { rows } = await sql<KnownWatch>`
    with watched as (select * from unnest(${policies}::text[], ${moments}::text[]) as w (policy, moment)),
    forgotten as (
      delete from alert_watches as k where account_id = ${accountId}
        and scanned_until < ${new Date(now.getTime() - OTHERS_MS)}
        and not exists (select from watched where watched.policy = k.policy and watched.moment = k.moment)
    ), fresh as (
      insert into alert_watches (account_id, policy, moment, known_since, scanned_until)
      select ${accountId}, policy, moment, ${now}::timestamptz, ${now}::timestamptz from watched
      on conflict do nothing
      returning policy, moment, known_since, scanned_until
    )
    select policy, moment, known_since as "knownSince", scanned_until as "scannedUntil" from fresh
    union all
    select k.policy, k.moment, k.known_since, k.scanned_until
    from alert_watches as k join watched using (policy, moment) where k.account_id = ${accountId}
  `.execute(db);
  return rows;
}

/** All of these that came until then were seen. */
export async function markScanned(
  db: Kysely<Database>,
  accountId: string,
  watches: readonly AlertWatch[],
  until: Date,
): Promise<void> {
  const policies = watches.map(({ policy }) => policy);
  const moments = watches.map(({ moment }) => moment);
  await sql`
    update alert_watches as k set scanned_until = ${until}
    from unnest(${policies}::text[], ${moments}::text[]) as w (policy, moment)
    where k.account_id = ${accountId} and k.policy = w.policy and k.moment = w.moment and k.scanned_until < ${until}
  `.execute(db);
}
