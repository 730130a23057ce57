import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { applyDeskConfig } from "../../src/cli/apply-desk-config.ts";
import type { Desk } from "../../src/cli/open-desk.ts";
import { openSlackDoor } from "../../src/cli/slack-door.ts";
import { type Clock, fixedClock } from "../../src/clock.ts";
import type { DeskConfig } from "../../src/config/desk-config.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { silentLogger } from "../../src/logger.ts";
import { startDeskpulse } from "../../src/main.ts";
import { connections } from "../../src/store/pool.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { checkBlocks } from "../../src/surfaces/slack/block-limits.ts";
import { type CommandDesk, commandConfig, commandDesk, commandMoment } from "./command-desk.ts";
import { testDatabase } from "./database.ts";
import { type SeverableDatabase, severableDatabase } from "./severed-database.ts";
import { openSlackDesk, type SlackDesk } from "./slack-desk.ts";
import type { SlackCall } from "./slack-fault-proxy.ts";
import { type SendOptions, type Somebody, sendSigned } from "./slack-requests.ts";
import { stubDrawer } from "./stub-drawer.ts";

const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";

/** What was sent to a response_url. */
export interface Said {
  readonly response_type: string;
  readonly replace_original: boolean;
  readonly text: string;
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly type: string;
  readonly elements?: readonly Element[];
  readonly [key: string]: unknown;
}

interface Element {
  readonly type: string;
  readonly action_id: string;
  readonly value?: string;
  readonly text?: { readonly text: string };
  readonly placeholder?: { readonly text: string };
  readonly options?: readonly { readonly text: { readonly text: string }; readonly value: string }[];
}

export interface View {
  readonly type: string;
  readonly title?: { readonly text: string };
  readonly private_metadata?: string;
  readonly callback_id?: string;
  readonly blocks: readonly Block[];
}

/** deskpulse running for the people of `commandConfig`, with Slack beside it. */
export interface SlackOffice extends AsyncDisposable {
  readonly url: string;
  readonly slack: SlackDesk;
  readonly desk: CommandDesk;
  readonly database: SeverableDatabase;
  /** Slack's own requests, signed. */
  send(body: string, options?: SendOptions): Promise<Response>;
  /** A new moment of somebody's: a trigger, and an address for the answer. */
  somebody(name: string, channel?: string): Promise<Somebody>;
  /** Everything that was said at the address, once it is that much. */
  said(who: Somebody, count?: number): Promise<readonly Said[]>;
  /** What has been said so far at any address. */
  saidAnywhere(): readonly Said[];
  /** The next answers at any address are refused so. */
  refuseAnswers(...answers: readonly { readonly status: number; readonly body: string }[]): void;
  /** The views that were sent by the method, once they are that many. */
  views(method: "views.open" | "views.update" | "views.publish", count?: number): Promise<readonly View[]>;
  calls(method: string): readonly SlackCall[];
  /** As when deskpulse is started once more: Slack is asked who the bot is. */
  startAgain(): Promise<void>;
}

export interface SlackOfficeOptions {
  /** What of `commandConfig` is otherwise, given Slack's channel. It is applied. */
  readonly change?: (channel: string) => Partial<DeskConfig>;
  readonly clock?: Clock;
  /** Variables besides those of Slack. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function openSlackOffice(options: SlackOfficeOptions = {}): Promise<SlackOffice> {
  const plain = await testDatabase();
  const database = await severableDatabase(plain.url);
  const people = commandConfig.people.flatMap(({ email }) => (email ? [email.split("@")[0] ?? ""] : []));
  const slack = await openSlackDesk({ users: [...people, "zoe"] });
  const changed = options.change?.(slack.channelId) ?? {};
  const config = { ...commandConfig, ...changed };
  const { db, pool } = connections(database.url, silentLogger);
  const desk: Desk = {
    environment: readEnvironment({
      DATABASE_URL: plain.url,
      SLACK_BOT_TOKEN: slack.token,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      PUBLIC_URL: "https://desk.example.com",
      PORT: "0",
      LOG_LEVEL: "silent",
      ...options.environment,
    }),
    config,
    store: { db, pool, url: plain.url, migrated: [], close: () => db.destroy() },
    logger: silentLogger,
    clock: options.clock ?? fixedClock(commandMoment),
    accountId: DEFAULT_ACCOUNT,
    close: () => db.destroy(),
  };
  if (options.change) await applyDeskConfig(desk.store, DEFAULT_ACCOUNT, config, { now: commandMoment });
  const running = await startDeskpulse({ desk });
  const ears = await openEars();
  const ids = new Map<string, string>();
  return {
    url: running.url,
    slack,
    desk: commandDesk(plain, changed),
    database,
    send: (body, options) => sendSigned(`${running.url}/slack/events`, body, signingSecret, options),
    async somebody(name, channel) {
      const user = ids.get(name) ?? (await slack.userId(name));
      ids.set(name, user);
      const trigger = await slack.triggerOf(user);
      return { user, trigger, responseUrl: ears.address(), ...(channel === undefined ? {} : { channel }) };
    },
    async said({ responseUrl }, count = 1) {
      await expect.poll(() => ears.at(responseUrl).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
      return ears.at(responseUrl);
    },
    saidAnywhere: () => ears.all(),
    refuseAnswers: (...answers) => ears.refuse(answers),
    async views(method, count = 1) {
      const seen = () => slack.proxy.calls.filter((call) => call.method === method);
      await expect.poll(() => seen().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
      return seen().map(({ parameters }): View => JSON.parse(parameters["view"] ?? "{}"));
    },
    calls: (method) => slack.proxy.calls.filter((call) => call.method === method),
    startAgain: async () => void (await openSlackDoor(desk, stubDrawer())),
    async [Symbol.asyncDispose]() {
      await running.stop();
      expect([...ears.complaints, ...slack.proxy.complaints]).toEqual([]);
      await ears.close();
      await slack.close();
      await database.close();
      await plain.close();
    },
  };
}

/** Slack's end of the response addresses. What Slack would refuse is complained of. */
async function openEars() {
  const heard: { readonly path: string; readonly said: Said }[] = [];
  const complaints: string[] = [];
  const refusals: { readonly status: number; readonly body: string }[] = [];
  let addresses = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const refusal = refusals.shift();
    if (refusal) {
      response.writeHead(refusal.status).end(refusal.body);
      return;
    }
    const said: Said = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    complaints.push(...checkBlocks(said.blocks));
    if (!said.response_type || said.replace_original === undefined)
      complaints.push("who sees it is not said");
    heard.push({ path: request.url ?? "", said });
    response.writeHead(200).end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    complaints,
    address: () => `http://127.0.0.1:${port}/commands/${addresses++}`,
    at: (address: string) =>
      heard.filter(({ path }) => path === new URL(address).pathname).map(({ said }) => said),
    all: () => heard.map(({ said }) => said),
    refuse: (answers: readonly { readonly status: number; readonly body: string }[]) =>
      void refusals.push(...answers),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The tap on the button, or the choice, of that label. */
export function tapOn(blocks: readonly Block[], label: string): object {
  const elements = blocks.filter(({ type }) => type === "actions").flatMap((block) => block.elements ?? []);
  for (const { type, action_id, value, text, options } of elements) {
    if (type === "button" && text?.text === label) return { type, action_id, value };
    const chosen = options?.find((option) => option.text.text === label);
    if (chosen) return { type, action_id, selected_option: chosen };
  }
  throw new Error(`There is no ${label} to tap on: ${JSON.stringify(elements)}`);
}
