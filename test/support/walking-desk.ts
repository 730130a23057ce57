import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openLoopbackCharts } from "../../src/charts/loopback-charts.ts";
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
  /** `deskpulse start` in a process of its own, which may die. The digest became due a minute ago. */
  start(dieAt?: number | string): Promise<MortalProcess>;
  /** What `send` does, in this process, to the end, without waiting long for what may still be on its way. */
  finish(settleMs?: number): Promise<{ readonly printed: string; readonly delivery: Delivery }>;
  /** As the ledger has it, undefined before it was promised. */
  delivery(): Promise<Delivery | undefined>;
}

/** How long a lost request is given to arrive; here none is ever late unless a test makes it so. */
const SETTLE_MS = 200;

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
      const due = new Date(systemClock.now().getTime() - 60_000);
      const cron = `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`;
      await writeFile(
        file,
        deskYaml(id, platform === "console" ? "true" : JSON.stringify(target), platform, cron),
      );
      const environment = {
        DATABASE_URL: database.url,
        DESKPULSE_CONFIG: file,
        ...(platform === "slack" && { SLACK_BOT_TOKEN: slack.token, SLACK_API_URL: slack.apiUrl }),
        ...(platform === "teams" && { TEAMS_ALLOW_UNAUTHENTICATED: "true" }),
        LOG_LEVEL: "info",
        PORT: "0",
        NODE_COMPILE_CACHE: join(folder.path, "cache"),
      };
      const args = ["digest", "send", id, "--as-of", smallDeskMorning];
      return {
        id,
        target,
        environment,
        send: (dieAt) => mortalProcess("digest-process.ts", args, environment, dieAt),
        async start(dieAt) {
          const before = new Date(due.getTime() - 60_000);
          const schedule = { account_id: DEFAULT_ACCOUNT, digest_id: id, cron, timezone: "UTC" };
          await store.db
            .insertInto("digest_schedules")
            .values({ ...schedule, known_since: before, checked_until: before })
            .execute();
          return mortalProcess("digest-process.ts", ["start"], environment, dieAt);
        },
        finish: (settleMs = SETTLE_MS) => finish(environment, id, store, charts.drawer, settleMs),
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
  settleMs: number,
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
      surfaces: new Map([...(await surfacesOf(desk, drawer)), ["console", printer]]),
      timing: { ...deliveryTiming, settleMs, firstRetryMs: 20 },
      tellOwner: async () => undefined,
    },
    {
      digest,
      asOf: digestMoment(config, digest, smallDeskMorning),
      targets: digestTargets(digest),
      again: false,
      patienceMs: 30_000,
    },
  );
  const delivery = sent.deliveries[0]?.delivery;
  if (!delivery) throw new Error("Nothing was promised");
  return { printed, delivery };
}

function deskYaml(id: string, target: string, platform: string, cron: string): string {
  return `timezone: Europe/Amsterdam
digests:
  - id: ${id}
    title: Good morning
    cron: "${cron}"
    timezone: UTC
    period: 2026-03-02
    kpis: [conversations-opened, first-response-time]
    charts: [{ kpi: conversations-opened, by: hour-of-day, period: 2026-03-02 }]
    targets: [{ ${platform}: ${target} }]
`;
}
