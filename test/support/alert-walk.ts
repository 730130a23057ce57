import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { expect } from "vitest";
import { linkByHand } from "../../src/store/chat-links.ts";
import { conversationReferences } from "../../src/store/conversation-references.ts";
import type { Delivery } from "../../src/store/delivery-ledger.ts";
import type { Platform } from "../../src/surfaces/surface.ts";
import { type AlertErrand, runAlertErrand } from "./alert-errand.ts";
import { compileCache } from "./compile-cache.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { metricDesk, type Timetable } from "./metric-desk.ts";
import { type MortalProcess, mortalProcess } from "./mortal-process.ts";
import { promise } from "./promise.ts";
import { openSlackDesk, type SlackDesk } from "./slack-desk.ts";
import { type TeamsConnector, teamsConnector } from "./teams-connector.ts";

/** A part of an alert's life: what happens, and from when on it is looked for what has come. */
export interface Phase {
  readonly name: string;
  readonly happens?: Timetable;
  readonly from: string;
  readonly looks?: number;
  /** For so long somebody takes on the first alert there is. */
  readonly takenFor?: string;
}

/** A desk with one place that is told of its alerts. */
export interface AlertWalker {
  readonly accountId: string;
  /** The channel or conversation. */
  readonly target: string;
  /** Kim's own chat with the bot, in Teams. */
  readonly chat: string;
  /** Lets happen what does, and goes through the phase in a process of its own, which may die. */
  send(phase: Phase, dieAt?: number | string): Promise<MortalProcess>;
  /** Goes through the phase in this process, so long after its beginning. Returns what was printed. */
  pass(phase: Phase, afterMs?: number): Promise<string>;
  /** Waits until the database knows that the process is dead. */
  buried(): Promise<void>;
  ledger(): Promise<readonly Delivery[]>;
}

export interface AlertWalk extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly slack: SlackDesk;
  readonly teams: TeamsConnector;
  /** @param settings of deskpulse.yaml, for the place that is told */
  walker(platform: Platform, settings: (place: object) => object): Promise<AlertWalker>;
}

const BEFORE = "2026-03-02T08:59:00Z";

/** A database with Slack and Teams beside it. */
export async function alertWalk(): Promise<AlertWalk> {
  const [database, slack, teams] = await Promise.all([
    testDatabase(),
    openSlackDesk({ users: ["kim"] }),
    teamsConnector(),
  ]);
  let walkers = 0;
  return {
    database,
    slack,
    teams,
    async walker(platform, settingsFor) {
      const id = `walker-${walkers++}`;
      const accountId = randomUUID();
      const target = platform === "slack" ? await slack.newChannel(id) : `19:${id}@thread.tacv2`;
      const chat = `a:${id}`;
      if (platform === "teams") await knowTeams(database, accountId, { target, chat, serviceUrl: teams.url });
      const settings = settingsFor({ [platform]: platform === "console" ? true : target });
      await promise(database, accountId, settings);
      const variables = variablesFor(platform, slack);
      const errand = { databaseUrl: database.url, accountId, settings, variables, from: BEFORE, looks: 1 };
      await runAlertErrand(database, errand);
      return walkerOf(database, { id, target, chat, errand });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([slack.close(), teams.close(), database.close()]);
    },
  };
}

/** The channel has heard of the bot, and Kim has written to it. */
async function knowTeams(
  { db }: TestDatabase,
  accountId: string,
  {
    target,
    chat,
    serviceUrl,
  }: { readonly target: string; readonly chat: string; readonly serviceUrl: string },
): Promise<void> {
  const references = conversationReferences(db, accountId, "teams");
  await references.save({ target, serviceUrl });
  await references.save({ target: chat, serviceUrl, userId: "29:kim" });
  const user = { platform: "teams", tenant: "tenant", user_id: "29:kim" };
  await linkByHand(db, accountId, user, {
    email: "kim@example.com",
    agent_id: null,
    linked_by: "test",
    linked_at: new Date(BEFORE),
  });
}

function variablesFor(platform: Platform, slack: SlackDesk): Record<string, string> {
  if (platform === "teams") return { TEAMS_ALLOW_UNAUTHENTICATED: "true" };
  if (platform === "console") return {};
  return { SLACK_BOT_TOKEN: slack.token, SLACK_API_URL: slack.apiUrl, SLACK_SIGNING_SECRET: "secret" };
}

function walkerOf(
  database: TestDatabase,
  own: Pick<AlertWalker, "target" | "chat"> & { readonly id: string; readonly errand: AlertErrand },
): AlertWalker {
  const { db, url } = database;
  const { accountId } = own.errand;
  const { happened } = metricDesk(database, accountId);
  const passed = new Set<Phase>();

  async function begin(phase: Phase): Promise<void> {
    if (!passed.has(phase) && phase.happens) await happened(phase.happens);
    passed.add(phase);
  }

  async function errandOf({ from, looks, takenFor }: Phase, afterMs: number): Promise<AlertErrand> {
    const { looks: _, ...errand } = own.errand;
    const start = new Date(Date.parse(from) + afterMs).toISOString();
    const alert = takenFor === undefined ? undefined : await firstAlert();
    return {
      ...errand,
      from: start,
      ...(looks !== undefined && { looks }),
      ...(alert !== undefined && takenFor !== undefined && { taken: { alert, span: takenFor } }),
    };
  }

  async function firstAlert(): Promise<number> {
    const alerts = db.selectFrom("alert_episodes").select("episode_id").where("account_id", "=", accountId);
    return (await alerts.orderBy("episode_id").executeTakeFirstOrThrow()).episode_id;
  }

  return {
    accountId,
    target: own.target,
    chat: own.chat,
    async send(phase, dieAt) {
      await begin(phase);
      const errand = { ...(await errandOf(phase, 0)), databaseUrl: `${url}?application_name=${own.id}` };
      return mortalProcess("alert-process.ts", [JSON.stringify(errand)], { ...compileCache }, dieAt);
    },
    async pass(phase, afterMs = 0) {
      await begin(phase);
      let printed = "";
      await runAlertErrand(database, await errandOf(phase, afterMs), (text) => {
        printed += text;
      });
      return printed;
    },
    async buried() {
      const alive = sql`select from pg_stat_activity where application_name = ${own.id}`;
      await expect.poll(async () => (await alive.execute(db)).rows.length, { interval: 5 }).toBe(0);
    },
    ledger: async () =>
      await db.selectFrom("deliveries").selectAll().where("account_id", "=", accountId).execute(),
  };
}
