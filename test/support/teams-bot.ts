import { expect } from "vitest";
import { chatAnswers } from "../../src/answering/chat-answers.ts";
import { type Clock, fixedClock } from "../../src/clock.ts";
import type { Room } from "../../src/commands/room.ts";
import { silentLogger } from "../../src/logger.ts";
import { conversationReferences } from "../../src/store/conversation-references.ts";
import { checkCard } from "../../src/surfaces/teams/card-limits.ts";
import type { ReferenceStore } from "../../src/surfaces/teams/reference-store.ts";
import { type TeamsApp, type TeamsAppOptions, teamsApp } from "../../src/surfaces/teams/teams-app.ts";
import { teamsProfiles } from "../../src/surfaces/teams/teams-profiles.ts";
import { cardWords } from "./card-words.ts";
import { commandMoment } from "./command-desk.ts";
import { bot, general } from "./teams-activities.ts";
import { type TeamsConnector, teamsConnector } from "./teams-connector.ts";
import { botToken, teamsCredentials } from "./teams-desk.ts";
import { type TokenIssuer, tokenIssuer } from "./teams-token.ts";

type Json = Readonly<Record<string, unknown>>;

export interface TeamsBotOptions {
  readonly room: Room;
  readonly clock?: Clock;
  readonly app?: Partial<TeamsAppOptions>;
}

/** The listening bot before a desk of the tests, with a bot service and tokens of its own. Close it. */
export interface TeamsBot {
  readonly connector: TeamsConnector;
  readonly issuer: TokenIssuer;
  readonly references: ReferenceStore;
  readonly app: TeamsApp;
  /** Posts an activity to the bot as Teams would, and waits until all it leads to is done. */
  send(activity: Json, token?: string | null): Promise<{ status: number; body?: unknown }>;
  /** A message or an invoke of somebody, known by "NAME@example.com" where enrolled. */
  activity(name: string, where: Where, changes?: Json): Json;
  say(name: string, text: string, where?: Where, changes?: Json): Promise<void>;
  /** A press on a card's button; the answer of the invoke. */
  press(name: string, data: Json, where?: Where, changes?: Json): Promise<Json>;
  /** The words of the last message, or of the last message to a conversation. */
  lastWords(conversation?: string): string;
  close(): Promise<void>;
}

type Where = "personal" | "group" | "channel";

export const groupChat = "19:crew@thread.v2";
export const personalChat = (name: string) => `a:chat-of-29:${name}`;

export async function openTeamsBot({ room, clock, app: changed }: TeamsBotOptions): Promise<TeamsBot> {
  const connector = await teamsConnector();
  const issuer = await tokenIssuer(teamsCredentials.clientId, connector.url);
  const references = conversationReferences(room.db, room.accountId, "teams");
  const sdk = {
    credentials: teamsCredentials,
    token: async () => botToken,
    cloud: issuer.cloud,
    logger: silentLogger,
    references,
    trustedServiceUrls: [connector.url],
  };
  const profiles = teamsProfiles(sdk);
  const now = clock ?? fixedClock(commandMoment);
  const app = await teamsApp({
    ...sdk,
    answers: chatAnswers({ ...room, profiles, clock: now }),
    profiles,
    clock: now,
    publicUrl: () => undefined,
    host: "0.0.0.0",
    ...changed,
  });
  const activity: TeamsBot["activity"] = (name, where, changes) =>
    activityOf(connector.url, name, where, changes);

  async function send(body: Json, token: string | null = issuer.token()) {
    const answer = await app.handle({
      body,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
    await app.settled();
    return answer;
  }

  return {
    connector,
    issuer,
    references,
    app,
    send,
    activity,
    async say(name, text, where = "personal", changes = {}) {
      await send(activity(name, where, { text, ...changes }));
    },
    async press(name, data, where = "personal", changes = {}) {
      const { body } = await send(activity(name, where, pressOf(data, changes)));
      const answer = body as Json;
      if (answer["type"] === "application/vnd.microsoft.card.adaptive")
        expect(checkCard(answer["value"])).toEqual([]);
      return answer;
    },
    lastWords(conversation) {
      const found = connector.posted.findLast((each) => !conversation || each.conversation === conversation);
      return cardWords({ text: found?.activity.text, cards: found?.activity.attachments });
    },
    async close() {
      await app.settled();
      await issuer.close();
      await connector.close();
    },
  };
}

/** Somebody whom the bot service knows, with the address that deskpulse knows them by. */
export function colleague(name: string, changes: Json = {}) {
  return {
    id: `29:${name}`,
    aadObjectId: `aad-${name}`,
    name,
    email: `${name}@example.com`,
    tenantId: teamsCredentials.tenantId,
    userRole: "user",
    ...changes,
  };
}

let sent = 0;

/** A message or an invoke of somebody, as Teams posts it to the bot. */
export function activityOf(serviceUrl: string, name: string, where: Where, changes: Json = {}): Json {
  const tenant = { id: teamsCredentials.tenantId };
  const places: Record<Where, Json> = {
    personal: { id: personalChat(name), conversationType: "personal", tenantId: tenant.id },
    group: { id: groupChat, conversationType: "groupChat", isGroup: true, tenantId: tenant.id },
    channel: {
      id: `${general};messageid=1700000000000`,
      conversationType: "channel",
      isGroup: true,
      tenantId: tenant.id,
    },
  };
  return {
    type: "message",
    id: `m${++sent}`,
    channelId: "msteams",
    serviceUrl,
    from: { id: `29:${name}`, aadObjectId: `aad-${name}`, name },
    recipient: bot,
    conversation: places[where],
    channelData: { tenant, ...(where === "channel" ? { team: { id: general } } : {}) },
    locale: "en-US",
    localTimezone: "Europe/Amsterdam",
    ...changes,
  };
}

/** A press on a card's button. */
export function pressOf(data: Json, changes: Json = {}): Json {
  const { verb = "command", replyToId = "1:card", ...rest } = changes;
  return {
    type: "invoke",
    name: "adaptiveCard/action",
    replyToId,
    value: { action: { type: "Action.Execute", verb, data }, trigger: "manual" },
    ...rest,
  };
}
