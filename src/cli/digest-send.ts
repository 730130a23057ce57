import type { Digest } from "../config/desk-config.ts";
import { deliveryTiming } from "../deliveries/delivery-room.ts";
import { composeDigest } from "../digests/compose-digest.ts";
import { OperationError, UsageError } from "../errors.ts";
import { digestTargets } from "../jobs/digest-targets.ts";
import { type SendRequest, type SentDigest, sendDigest } from "../jobs/send-digest.ts";
import type { Delivery } from "../store/delivery-ledger.ts";
import type { Platform } from "../surfaces/surface.ts";
import { digestMoment } from "./digest-moment.ts";
import { findDigest } from "./find-digest.ts";
import { openCharts } from "./open-charts.ts";
import { type Desk, type DeskSettings, openDesk, readDeskSettings } from "./open-desk.ts";
import { processName } from "./process-name.ts";
import { surfacesOf } from "./surfaces-of.ts";

export interface SendOptions {
  readonly asOf?: string;
  readonly surface?: Platform;
  readonly again?: true;
  /** Where the console's pictures are written. */
  readonly out?: string;
}

/** Somebody waits at the terminal: what does not get through in this time is reported as failed. */
const PATIENCE_MS = 3 * 60_000;

/** Sends a digest through the ledger and says what went where. */
export async function sendDigestNow(id: string, options: SendOptions): Promise<void> {
  const settings = await readDeskSettings();
  const request = requestOf(settings, findDigest(settings.config, id), options);
  const desk = await openDesk(settings.environment, settings.config);
  try {
    report(await send(desk, request, options.out));
  } finally {
    await desk.close();
  }
}

async function send(desk: Desk, request: SendRequest, outDirectory: string | undefined): Promise<SentDigest> {
  const { accountId, config, clock, logger } = desk;
  const { db } = desk.store;
  const charts = await openCharts(desk);
  try {
    const room = {
      db,
      accountId,
      config,
      clock,
      logger,
      compose: (asked: Parameters<typeof composeDigest>[1]) => composeDigest(db, asked),
      // Worked here, until settled; what a killed command leaves behind is found by the next tick of `start`.
      enqueue: async () => undefined,
      processName: processName(),
      surfaces: await surfacesOf(desk, charts.drawer, outDirectory),
      timing: deliveryTiming,
      tellOwner: async () => undefined,
    };
    return await sendDigest(room, request);
  } finally {
    await charts.close();
  }
}

function requestOf({ config }: DeskSettings, digest: Digest, options: SendOptions): SendRequest {
  const { surface } = options;
  const targets = digestTargets(digest);
  const meant = surface === undefined ? targets : targets.filter(({ platform }) => platform === surface);
  if (surface === "console" && meant.length === 0) meant.push({ platform: "console", target: "console" });
  if (meant.length === 0) throw new UsageError(`The digest ${digest.id} has no target on ${surface}.`);
  return {
    digest,
    asOf: digestMoment(config, digest, options.asOf),
    targets: meant,
    again: options.again ?? false,
    patienceMs: PATIENCE_MS,
    onWait: (delivery, why) => process.stderr.write(`${place(delivery)}: waiting, ${why}\n`),
  };
}

/** @throws OperationError when a target was not reached */
function report({ occurrence, deliveries }: SentDigest): void {
  if (occurrence.state === "quiet") {
    process.stdout.write(`Not posted: ${occurrence.reason}.\n`);
    return;
  }
  for (const { delivery, wasSentBefore } of deliveries) {
    process.stdout.write(`${place(delivery)}: ${outcome(delivery, wasSentBefore)}\n`);
  }
  const missed = deliveries.filter(({ delivery }) => delivery.state !== "sent").length;
  if (missed > 0) {
    throw new OperationError(`${missed} of ${deliveries.length} targets did not get the digest; see above.`);
  }
}

function outcome(delivery: Delivery, wasSentBefore: boolean): string {
  if (delivery.state !== "sent") return `${delivery.state}: ${delivery.error}`;
  const repeat = delivery.is_unclear ? ", and it may stand there twice" : "";
  if (!wasSentBefore) return `sent${repeat}`;
  return `already sent at ${delivery.sent_at?.toISOString()}${repeat}; --again sends it once more`;
}

function place(delivery: Delivery): string {
  return delivery.platform === delivery.target
    ? delivery.platform
    : `${delivery.platform} ${delivery.target}`;
}
