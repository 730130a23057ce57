import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { OLDEST, stormReport } from "../../alerts/storm-report.ts";
import type { Report } from "../../messages/report.ts";
import { type StormCounts, stormCounts } from "../../store/alert-storm-counts.ts";
import { type AlertStorm, changeStorm } from "../../store/alert-storms.ts";
import { planDeliveries } from "../../store/delivery-ledger.ts";
import type { Database } from "../../store/tables.ts";
import type { AlertRoom } from "./alert-room.ts";

const EXPIRES_MS = 24 * 3_600_000;

interface StormMessage {
  readonly report: Report;
  readonly counts: StormCounts;
  /** Of what it says: the same for the same message. */
  readonly digest: string;
}

/** What a storm's message has to say now. */
export async function stormMessage(
  { config }: AlertRoom,
  db: Kysely<Database>,
  storm: AlertStorm,
): Promise<StormMessage> {
  const counts = await stormCounts(db, storm, OLDEST);
  const report = stormReport(storm, counts, {
    timezone: config.timezone,
    perHour: config.alertLimits.perHour,
    linkOf: (conversation) =>
      config.helpDeskUrl?.replaceAll("{conversation}", () => encodeURIComponent(conversation)) ?? null,
    teamName: (team) => config.teams[team]?.name ?? team,
  });
  return { report, counts, digest: createHash("sha256").update(JSON.stringify(report)).digest("hex") };
}

/** Promises the message of a storm that has begun, with all that has joined it so far. */
export async function promiseStorm(
  room: AlertRoom,
  trx: Kysely<Database>,
  storm: AlertStorm,
  now: Date,
): Promise<void> {
  const { report, digest } = await stormMessage(room, trx, storm);
  const plan = {
    accountId: storm.account_id,
    kind: "sla-storm",
    subjectId: String(storm.storm_id),
    occurrence: "alert",
    report,
    targets: [{ platform: storm.platform, target: storm.target }],
    dueAt: now,
    expiresAt: new Date(now.getTime() + EXPIRES_MS),
  };
  const [key] = await planDeliveries(trx, plan, now);
  if (!key) return;
  await changeStorm(trx, storm, { delivery_id: key.delivery_id, shown: digest });
  await room.enqueue(trx, [key]);
}
