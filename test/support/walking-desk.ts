import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openLoopbackCharts } from "../../src/charts/loopback-charts.ts";
import { asOf } from "../../src/cli/as-of.ts";
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
import { conversationReferences } from "../../src/store/conversation-references.ts";
import type { Delivery } from "../../src/store/delivery-ledger.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { consoleSurface } from "../../src/surfaces/console/console-surface.ts";
import { testDatabase } from "./database.ts";
import { type MortalProcess, mortalProcess } from "./mortal-process.ts";
import { openSlackDesk, type SlackDesk } from "./slack-desk.ts";
import { seedSmallDesk, smallDeskMorning } from "./small-desk.ts";
import { type TeamsConnector, teamsConnector } from "./teams-connector.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** One digest with one target. */
export interface Walker {
  readonly id: string;
  /** Its channel or conversation. */
  readonly target: string;
  readonly environment: Readonly<Record<string, string>>;
  /** `deskpulse digest send` in a process of its own, which may die. */
  send(dieAt?: number | string): MortalProcess;
  /** The same in this process, to the end, without waiting long for what may still be on its way. */
  finish(): Promise<{ readonly printed: string; readonly delivery: Delivery }>;
  /** As the ledger has it, undefined before it was promised. */
  delivery(): Promise<Delivery | undefined>;
}

/** A small desk with Slack and Teams beside it. */
export interface WalkingDesk extends AsyncDisposable {
  readonly slack: SlackDesk;
  readonly teams: TeamsConnector;
  readonly db: Desk["store"]["db"];
  walker(id: string, platform: "slack" | "teams" | "console"): Promise<Walker>;
}

export async function walkingDesk(slackScopes?: readonly string[]): Promise<WalkingDesk> {
  const database = await testDatabase();
  await seedSmallDesk(database.db);
  const slack = await openSlackDesk(slackScopes ? { scopes: slackScopes } : {});
  const teams = await teamsConnector();
  const charts = await openLoopbackCharts();
  const folder = await temporaryFolder();
  const store = { ...database, migrated: [], close: async () => undefined };

  async function targetFor(id: string, platform: "slack" | "teams" | "console"): Promise<string> {
    if (platform === "slack") return await slack.newChannel(id);
    if (platform === "console") return "console";
    const target = `19:${id}@thread.tacv2`;
    await conversationReferences(store.db, DEFAULT_ACCOUNT, "teams").save({ target, serviceUrl: teams.url });
    return target;
  }

  return {
    slack,
    teams,
    db: store.db,
    async walker(id, platform) {
      const target = await targetFor(id, platform);
      const file = join(folder.path, `${id}.yaml`);
      await writeFile(file, deskYaml(id, platform === "console" ? "true" : JSON.stringify(target), platform));
      const environment = {
        DATABASE_URL: database.url,
        DESKPULSE_CONFIG: file,
        SLACK_BOT_TOKEN: slack.token,
        SLACK_API_URL: slack.apiUrl,
        TEAMS_ALLOW_UNAUTHENTICATED: "true",
        LOG_LEVEL: "silent",
        PORT: "0",
        NODE_COMPILE_CACHE: join(folder.path, "cache"),
      };
      const args = ["digest", "send", id, "--as-of", smallDeskMorning];
      return {
        id,
        target,
        environment,
        send: (dieAt) => mortalProcess("digest-process.ts", args, environment, dieAt),
        finish: () => finish(environment, id, store, charts.drawer),
        delivery: () =>
          store.db.selectFrom("deliveries").selectAll().where("subject_id", "=", id).executeTakeFirst(),
      };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([slack.close(), teams.close(), charts.close(), database.close()]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function finish(
  variables: Readonly<Record<string, string>>,
  id: string,
  store: Desk["store"],
  drawer: Parameters<typeof surfacesOf>[1],
) {
  const environment = readEnvironment(variables);
  const config = await readDeskConfig(environment);
  const [digest] = config.digests;
  if (!digest) throw new Error(`There is no digest ${id}`);
  const desk: Desk = {
    environment,
    config,
    store,
    logger: silentLogger,
    clock: systemClock,
    accountId: DEFAULT_ACCOUNT,
    close: async () => undefined,
  };
  let printed = "";
  const printer = consoleSurface({
    drawer,
    outDirectory: undefined,
    write: (text) => {
      printed += text;
    },
  });
  const sent = await sendDigest(
    {
      ...desk,
      db: store.db,
      compose: (request) => composeDigest(store.db, request),
      enqueue: async () => undefined,
      processName: "the living",
      surfaces: new Map([...surfacesOf(desk, drawer), ["console", printer]]),
      // Long enough for a request on this machine, where ten seconds are for the internet.
      timing: { ...deliveryTiming, settleMs: 300, firstRetryMs: 20 },
      tellOwner: async () => undefined,
    },
    {
      digest,
      asOf: asOf(smallDeskMorning, config.timezone),
      targets: digestTargets(digest),
      again: false,
      patienceMs: 30_000,
    },
  );
  const delivery = sent.deliveries[0]?.delivery;
  if (!delivery) throw new Error("Nothing was promised");
  return { printed, delivery };
}

function deskYaml(id: string, target: string, platform: string): string {
  return `timezone: Europe/Amsterdam
digests:
  - id: ${id}
    title: Good morning
    cron: "30 8 * * *"
    kpis: [conversations-opened, first-response-time]
    charts: [{ kpi: conversations-opened, by: hour-of-day, period: yesterday }]
    targets: [{ ${platform}: ${target} }]
`;
}
