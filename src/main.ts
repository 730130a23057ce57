import { setTimeout as delay } from "node:timers/promises";
import type { ChartDrawer } from "./charts/drawer.ts";
import { quickchartDrawer } from "./charts/quickchart-drawer.ts";
import { chartKey } from "./cli/open-charts.ts";
import { type Desk, openDesk, readDeskSettings } from "./cli/open-desk.ts";
import { processName } from "./cli/process-name.ts";
import { routesOf } from "./cli/routes.ts";
import { openSlackDoor } from "./cli/slack-door.ts";
import { surfacesOf } from "./cli/surfaces-of.ts";
import { openTeamsDoor } from "./cli/teams-door.ts";
import { tellOwner } from "./cli/tell-owner.ts";
import type { DeliveryTiming } from "./deliveries/delivery-room.ts";
import { deliveryTiming } from "./deliveries/delivery-room.ts";
import { composeDigest } from "./digests/compose-digest.ts";
import { reason } from "./errors.ts";
import { healthRoutes } from "./http/health-routes.ts";
import { type HttpServer, httpServer } from "./http/http-server.ts";
import { startAlertScan } from "./jobs/alerts/alert-scan.ts";
import { openDeliveryQueue } from "./jobs/delivery-queue.ts";
import { startDeliveryWorker } from "./jobs/delivery-worker.ts";
import { startSchedule } from "./jobs/schedule.ts";
import { startUpkeep } from "./jobs/upkeep.ts";
import { processLogger } from "./logger.ts";
import { deskMetrics } from "./observability/desk-metrics.ts";
import { startProjector } from "./store/projector.ts";

export interface RunningDeskpulse {
  /** As it is reached on this machine. */
  readonly url: string;
  /**
   * Takes nothing more on, finishes what is under way, and closes; after 8.5 s it gives up waiting, and what is under way
   * is taken up by whoever runs next. Rejects with what failed in closing.
   */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Read and opened from the environment unless given; it is closed by `stop`. */
  readonly desk?: Desk;
  readonly timing?: DeliveryTiming;
}

const STOP_MS = 8_500;
const UNDER_WAY_MS = 7_000;

/** What closes what was opened, the last first. */
type Closing = () => Promise<unknown>;

/**
 * Runs everything: the server, the facts' projector, the schedule, the watch over promises, and the delivery workers.
 *
 * @throws OperationError naming what is wrong, where, and the remedy; nothing is left open then
 */
export async function startDeskpulse(options: StartOptions = {}): Promise<RunningDeskpulse> {
  const given = options.desk;
  const { environment, config } = given ?? (await readDeskSettings());
  const opened: Closing[] = given ? [() => given.close()] : [];
  try {
    const server = await httpServer({
      host: environment.HOST,
      port: environment.PORT,
      // Migrations may take their time: who watches the process sees that it lives and is not ready.
      routes: healthRoutes(async () => "the database is being opened and brought up to date"),
      isOpening: true,
      logger: given?.logger ?? processLogger(environment.LOG_LEVEL),
    });
    opened.push(() => server.close());
    const desk = given ?? (await openDesk(environment, config));
    // Closed last, since all else needs it.
    if (!given) opened.unshift(() => desk.close());
    await open(desk, server, options.timing ?? deliveryTiming, opened);
    const { url } = server;
    desk.logger.info({ url, digests: config.digests.length }, "deskpulse is running");
    return { url, stop: () => stopWithin(desk, opened) };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

async function open(
  desk: Desk,
  server: HttpServer,
  timing: DeliveryTiming,
  opened: Closing[],
): Promise<void> {
  const { store, logger, config, accountId, clock } = desk;
  const key = await chartKey(desk);
  const drawer = drawerOf(desk, server, key);
  const slack = await openSlackDoor(desk, drawer);
  const teams = await openTeamsDoor(desk, drawer);
  const metrics = deskMetrics(store.db, accountId);
  server.serve(await routesOf(desk, key, metrics, { slack: slack?.requestListener, teams }));
  const projector = startProjector({ pool: store.pool, db: store.db, logger });
  opened.push(() => projector.stop());
  if (teams) opened.push(() => teams.settled());
  if (slack) {
    await slack.start();
    opened.push(() => slack.stop());
  }
  const queue = await openDeliveryQueue(store.url, logger);
  opened.push(() => queue.stop(UNDER_WAY_MS));
  const surfaces = await surfacesOf(desk, drawer);
  await startDeliveryWorker(
    { db: store.db, surfaces, clock, logger, timing, tellOwner: tellOwner(desk) },
    queue,
    metrics.deliveries.settled,
  );
  const schedule = startSchedule({
    db: store.db,
    accountId,
    config,
    compose: (request) => metrics.digests.timed(request.digest.id, () => composeDigest(store.db, request)),
    enqueue: queue.enqueue,
    clock,
    logger,
    processName: processName(),
  });
  opened.push(() => schedule.stop());
  const alerts = startAlertScan({
    db: store.db,
    accountId,
    config,
    surfaces,
    enqueue: queue.enqueue,
    clock,
    logger,
    onOpened: metrics.alerts.opened,
  });
  opened.push(() => alerts.stop());
  const upkeep = startUpkeep({ db: store.db, accountId, config, clock, logger });
  opened.push(() => upkeep.stop());
}

/** Charts are drawn by our own route, whose pictures have public addresses where the server has one. */
function drawerOf({ environment }: Desk, server: HttpServer, key: string): ChartDrawer {
  const { PUBLIC_URL, QUICKCHART_URL } = environment;
  return quickchartDrawer({
    baseUrl: new URL(server.url),
    key,
    publicUrl: PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL),
    quickchartUrl: QUICKCHART_URL === undefined ? undefined : new URL(QUICKCHART_URL),
  });
}

async function stopWithin(desk: Desk, opened: Closing[]): Promise<void> {
  desk.logger.info({}, "deskpulse is stopping");
  const deadline = new AbortController();
  const isLate = await Promise.race([
    closeAll(opened).then(() => false),
    delay(STOP_MS, true, { signal: deadline.signal }),
  ]).finally(() => deadline.abort());
  if (isLate)
    desk.logger.warn({}, "Stopping took too long; what is under way is taken up by the next process");
}

/** Each waits for the one before: what is opened last needs all that was opened earlier. */
async function closeAll(opened: Closing[]): Promise<void> {
  const problems: string[] = [];
  for (const close of opened.splice(0).reverse()) {
    await close().catch((error: unknown) => problems.push(reason(error)));
  }
  if (problems.length > 0) throw new Error(`Not everything could be closed: ${problems.join("; ")}`);
}
