import type { ChartDrawer } from "../../src/charts/drawer.ts";
import { digestMoment } from "../../src/cli/digest-moment.ts";
import type { Desk } from "../../src/cli/open-desk.ts";
import { readDeskConfig } from "../../src/cli/read-desk-config.ts";
import { surfacesOf } from "../../src/cli/surfaces-of.ts";
import { systemClock } from "../../src/clock.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { deliveryTiming } from "../../src/deliveries/delivery-room.ts";
import { composeDigest } from "../../src/digests/compose-digest.ts";
import { digestTargets } from "../../src/jobs/digest-targets.ts";
import { sendDigest } from "../../src/jobs/send-digest.ts";
import { silentLogger } from "../../src/logger.ts";
import type { Delivery } from "../../src/store/delivery-ledger.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { consoleSurface } from "../../src/surfaces/console/console-surface.ts";
import { smallDeskMorning } from "./small-desk.ts";

export interface Finish {
  readonly variables: Readonly<Record<string, string>>;
  readonly store: Desk["store"];
  readonly drawer: ChartDrawer;
  /** How long a lost request is given to arrive. */
  readonly settleMs: number;
}

/** Does in this process what `deskpulse digest send` does for the configuration's one digest and its one target. */
export async function finishDigest({ variables, store, drawer, settleMs }: Finish): Promise<{
  readonly printed: string;
  readonly delivery: Delivery;
}> {
  const environment = readEnvironment(variables);
  const config = await readDeskConfig(environment);
  const [digest] = config.digests;
  if (!digest) throw new Error("No digest is configured");
  const accountId = DEFAULT_ACCOUNT;
  const close = async () => undefined;
  const desk = { environment, config, store, logger: silentLogger, clock: systemClock, accountId, close };
  let printed = "";
  const write = (text: string) => {
    printed += text;
  };
  const room = {
    ...desk,
    db: store.db,
    compose: (request: Parameters<typeof composeDigest>[1]) => composeDigest(store.db, request),
    enqueue: async () => undefined,
    processName: "the living",
    surfaces: new Map([
      ...(await surfacesOf(desk, drawer)),
      ["console", consoleSurface({ drawer, outDirectory: undefined, write })],
    ]),
    timing: { ...deliveryTiming, settleMs, firstRetryMs: 20 },
    tellOwner: async () => undefined,
  };
  const asOf = digestMoment(config, digest, smallDeskMorning);
  const request = { digest, asOf, targets: digestTargets(digest), again: false, patienceMs: 30_000 };
  const delivery = (await sendDigest(room, request)).deliveries[0]?.delivery;
  if (!delivery) throw new Error("Nothing was promised");
  return { printed, delivery };
}
