import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openLoopbackCharts } from "../../src/charts/loopback-charts.ts";
import type { Desk } from "../../src/cli/open-desk.ts";
import { systemClock } from "../../src/clock.ts";
import { conversationReferences } from "../../src/store/conversation-references.ts";
import type { Delivery } from "../../src/store/delivery-ledger.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import type { Platform } from "../../src/surfaces/surface.ts";
import { compileCache } from "./compile-cache.ts";
import { testDatabase } from "./database.ts";
import { type Finish, finishDigest } from "./finish-digest.ts";
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
  walker(id: string, platform: Platform): Promise<Walker>;
}

/** @param slackScopes of the bot; all that the manifest asks for unless given */
export async function walkingDesk(slackScopes?: readonly string[]): Promise<WalkingDesk> {
  const database = await testDatabase();
  await seedSmallDesk(database.db);
  const slack = await openSlackDesk(slackScopes ? { scopes: slackScopes } : {});
  const teams = await teamsConnector();
  const charts = await openLoopbackCharts();
  const folder = await temporaryFolder();
  const store = { ...database, migrated: [], close: async () => undefined };
  return {
    slack,
    teams,
    db: store.db,
    async walker(id, platform) {
      const target = await targetFor(id, platform, slack, teams, store.db);
      const due = new Date(systemClock.now().getTime() - 60_000);
      const file = join(folder.path, `${id}.yaml`);
      await writeFile(file, deskYaml(id, platform, target, due));
      const variables = {
        DATABASE_URL: database.url,
        DESKPULSE_CONFIG: file,
        ...(platform === "slack" && { SLACK_BOT_TOKEN: slack.token, SLACK_API_URL: slack.apiUrl }),
        ...(platform === "teams" && { TEAMS_ALLOW_UNAUTHENTICATED: "true" }),
        LOG_LEVEL: "info",
        PORT: "0",
        ...compileCache,
      };
      return walkerOf({ id, target, due, finish: { variables, store, drawer: charts.drawer } });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([slack.close(), teams.close(), charts.close(), database.close()]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

function walkerOf(own: { id: string; target: string; due: Date; finish: Omit<Finish, "settleMs"> }): Walker {
  const { id, target, due, finish } = own;
  const { variables, store } = finish;
  const args = ["digest", "send", id, "--as-of", smallDeskMorning];
  return {
    id,
    target,
    environment: variables,
    send: (dieAt) => mortalProcess("digest-process.ts", args, variables, dieAt),
    async start(dieAt) {
      await knowSince(store.db, id, due, new Date(due.getTime() - 60_000));
      return mortalProcess("digest-process.ts", ["start"], variables, dieAt);
    },
    finish: (settleMs = SETTLE_MS) => finishDigest({ ...finish, settleMs }),
    delivery: () =>
      store.db.selectFrom("deliveries").selectAll().where("subject_id", "=", id).executeTakeFirst(),
  };
}

async function targetFor(
  id: string,
  platform: Platform,
  slack: SlackDesk,
  teams: TeamsConnector,
  db: Desk["store"]["db"],
): Promise<string> {
  if (platform === "slack") return await slack.newChannel(id);
  if (platform === "console") return "console";
  const target = `19:${id}@thread.tacv2`;
  await conversationReferences(db, DEFAULT_ACCOUNT, "teams").save({ target, serviceUrl: teams.url });
  return target;
}

async function knowSince(db: Desk["store"]["db"], id: string, due: Date, since: Date): Promise<void> {
  const schedule = { account_id: DEFAULT_ACCOUNT, digest_id: id, cron: cronOf(due), timezone: "UTC" };
  await db
    .insertInto("digest_schedules")
    .values({ ...schedule, known_since: since, checked_until: since })
    .execute();
}

function cronOf(due: Date): string {
  return `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`;
}

function deskYaml(id: string, platform: Platform, target: string, due: Date): string {
  return `digests:
  - id: ${id}
    title: Good morning
    cron: "${cronOf(due)}"
    timezone: UTC
    period: 2026-03-02
    kpis: [conversations-opened, first-response-time]
    charts: [{ kpi: conversations-opened, by: hour-of-day, period: 2026-03-02 }]
    targets: [{ ${platform}: ${platform === "console" ? "true" : JSON.stringify(target)} }]
`;
}
