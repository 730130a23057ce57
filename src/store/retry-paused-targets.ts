import { type Kysely, sql } from "kysely";
import { type DeliveryKey, reviveDelivery } from "./delivery-ledger.ts";
import type { Database } from "./tables.ts";

/**
 * Takes back that targets were paused, and promises the messages of alerts anew that are open and could not be posted
 * there. A target that is still gone is paused again by the first of them, or by the next alert.
 *
 * @param targets only these
 * @returns how many were paused since before then
 */
export async function retryPausedTargets(
  db: Kysely<Database>,
  accountId: string,
  targets: readonly { readonly platform: string; readonly target: string }[],
  times: { readonly pausedBefore: Date; readonly now: Date; readonly expiresAt: Date },
): Promise<number> {
  const meant = sql`select * from unnest(
    ${targets.map(({ platform }) => platform)}::text[], ${targets.map(({ target }) => target)}::text[]
  ) as t (platform, target)`;
  return await db.transaction().execute(async (trx) => {
    const { rows: resumed } = await sql<{ platform: string; target: string }>`
      delete from paused_targets
      where account_id = ${accountId} and paused_at <= ${times.pausedBefore} and (platform, target) in (${meant})
      returning platform, target
    `.execute(trx);
    for (const { platform, target } of resumed) {
      const { rows: missed } = await sql<DeliveryKey>`
        select d.account_id, d.delivery_id
        from alert_episodes as e
        join alert_posts as p on p.account_id = e.account_id and p.episode_id = e.episode_id
        join deliveries as d on d.account_id = p.account_id and d.delivery_id = p.delivery_id
        where e.account_id = ${accountId} and e.ended_at is null and p.no = 0 and p.platform = ${platform}
          and p.target = ${target} and d.state in ('failed', 'skipped')
        union all
        select d.account_id, d.delivery_id
        from alert_storms as s
        join deliveries as d on d.account_id = s.account_id and d.delivery_id = s.delivery_id
        where s.account_id = ${accountId} and s.settled_at is null and s.platform = ${platform}
          and s.target = ${target} and d.state in ('failed', 'skipped')
      `.execute(trx);
      for (const key of missed) await reviveDelivery(trx, key, times.now, times.expiresAt);
    }
    return resumed.length;
  });
}
