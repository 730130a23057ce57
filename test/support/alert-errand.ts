import { surfacesOf } from "../../src/cli/surfaces-of.ts";
import { ack } from "../../src/commands/ack.ts";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { deliver } from "../../src/deliveries/deliver.ts";
import { deliveryTiming } from "../../src/deliveries/delivery-room.ts";
import { scanAlerts } from "../../src/jobs/alerts/alert-scan.ts";
import { scanKpiAlerts } from "../../src/jobs/alerts/kpi-alert-scan.ts";
import { silentLogger } from "../../src/logger.ts";
import { dueDeliveries } from "../../src/store/delivery-ledger.ts";
import type { Connections } from "../../src/store/pool.ts";
import { consoleSurface } from "../../src/surfaces/console/console-surface.ts";
import { isAtRest } from "./alerts-at-rest.ts";
import { stubDrawer } from "./stub-drawer.ts";
import { viewerOf } from "./viewers.ts";

/** What a process does about the alerts of a desk from a moment on, the time told by the errand. */
export interface AlertErrand {
  readonly databaseUrl: string;
  readonly accountId: string;
  /** What deskpulse.yaml would say. */
  readonly settings: object;
  /** Of the environment: which platforms there are. */
  readonly variables: Readonly<Record<string, string>>;
  /** The instant of the first look; the others follow every three seconds. */
  readonly from: string;
  /** How many looks; until nothing is left to be done unless given. */
  readonly looks?: number;
  /** An alert that somebody takes on before the first look. */
  readonly taken?: { readonly alert: number; readonly span: string };
}

const LOOK_EVERY_MS = 3_000;
const MOST_LOOKS = 60;

/**
 * Looks for what has come, delivers it and brings messages up to date, until nothing is left to be done.
 *
 * @param print where the console's messages go; to stdout unless given
 */
export async function runAlertErrand(
  { pool, db }: Connections,
  errand: AlertErrand,
  print?: (text: string) => void,
): Promise<void> {
  const { accountId, databaseUrl: url } = errand;
  let now = new Date(errand.from);
  const clock = { now: () => now };
  const environment = readEnvironment({ ...errand.variables });
  const config = DeskConfig.parse(errand.settings);
  const close = async () => undefined;
  const store = { db, pool, url, migrated: [], close };
  const desk = { environment, config, store, logger: silentLogger, clock, accountId, close };
  const drawer = stubDrawer();
  const surfaces = new Map(await surfacesOf(desk, drawer));
  if (print) surfaces.set("console", consoleSurface({ drawer, outDirectory: undefined, write: print }));
  const room = { ...desk, db, surfaces, enqueue: async () => undefined };
  const delivering = { ...room, timing: deliveryTiming, tellOwner: async () => undefined };

  if (errand.taken) {
    const words = `${errand.taken.alert} ${errand.taken.span}`;
    const place = { platform: "console", channel: "console", kind: "personal" } as const;
    await ack.run({ viewer: viewerOf("max@example.com"), words, place, now }, room);
  }
  for (let look = 1; look <= MOST_LOOKS; look++) {
    if (config.alerts.length > 0) await scanKpiAlerts(room);
    await scanAlerts(room);
    for (const key of await dueDeliveries(db, accountId, now)) await deliver(delivering, key);
    if (errand.looks === undefined ? await isAtRest(db, accountId) : look >= errand.looks) return;
    now = new Date(now.getTime() + LOOK_EVERY_MS);
  }
  throw new Error(`There is still something to do at ${now.toISOString()}`);
}
