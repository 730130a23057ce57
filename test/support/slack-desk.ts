import { createEmulator } from "emulate";
import { type SlackFaultProxy, slackFaultProxy } from "./slack-fault-proxy.ts";

export interface SlackDesk {
  /** For SLACK_API_URL: the fault proxy in front of the emulator. */
  readonly apiUrl: string;
  /** The bot's token, with the scopes of the manifest. */
  readonly token: string;
  /** A public channel. */
  readonly channelId: string;
  /** A further public channel; the name must be new. Returns its id. */
  newChannel(name: string): Promise<string>;
  archive(channelId: string): Promise<void>;
  invite(channelId: string, userId: string): Promise<void>;
  /** What stands in the channel, the oldest first, past the proxy. */
  messages(channelId: string): Promise<readonly SlackMessage[]>;
  /** The replies to a message, the oldest first. */
  replies(channelId: string, ts: string): Promise<readonly SlackMessage[]>;
  /** What stands in somebody's direct chat with the bot, the oldest first. */
  directMessages(name: string): Promise<readonly SlackMessage[]>;
  deleteMessage(channelId: string, ts: string): Promise<void>;
  /** Posts as somebody else, to make a channel busy. */
  chatter(channelId: string, text: string): Promise<void>;
  files(): Promise<readonly SlackFile[]>;
  fileBytes(fileId: string): Promise<Uint8Array>;
  /** The id of a user. */
  userId(name: string): Promise<string>;
  /** As Slack hands one out with a tap or a command. */
  triggerOf(userId: string): Promise<string>;
  readonly proxy: SlackFaultProxy;
  close(): Promise<void>;
}

interface SlackMessage {
  readonly ts: string;
  readonly text: string;
  readonly subtype?: string;
  readonly thread_ts?: string;
  readonly blocks?: readonly SlackBlock[];
  readonly files?: readonly SlackFile[];
  readonly metadata?: { readonly event_type: string; readonly event_payload: Record<string, unknown> };
}

interface SlackBlock {
  readonly type: string;
  readonly slack_file?: { readonly id: string };
  readonly [key: string]: unknown;
}

interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly mimetype: string;
  readonly size: number;
}

const botToken = "xoxb-desk-bot";
const adminToken = "xoxb-desk-admin";

/** The bot's scopes as the manifest asks for them, the optional history scopes included. */
export const grantedScopes = [
  "commands",
  "chat:write",
  "users:read",
  "users:read.email",
  "im:write",
  "files:write",
  "files:read",
  "channels:read",
  "channels:history",
  "im:history",
];

const adminScopes = [...grantedScopes, "channels:manage", "channels:join", "groups:read"];

/** A Slack workspace of its own on loopback, empty, with one channel. Close it. */
export async function openSlackDesk(
  options: { readonly scopes?: readonly string[]; readonly users?: readonly string[] } = {},
): Promise<SlackDesk> {
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: seed(options.scopes ?? grantedScopes, options.users ?? []),
  });
  const upstream = `http://127.0.0.1:${new URL(emulator.url).port}`;
  const proxy = await slackFaultProxy(upstream, { [botToken]: options.scopes ?? grantedScopes });
  const ask = (method: string, parameters: Record<string, string> = {}) =>
    callAsAdmin(upstream, method, parameters);
  const newChannel = async (name: string): Promise<string> =>
    (await ask("conversations.create", { name })).channel.id;

  return {
    apiUrl: `${proxy.url}/api/`,
    token: botToken,
    channelId: await newChannel("support"),
    newChannel,
    invite: async (channel, users) => void (await ask("conversations.invite", { channel, users })),
    archive: async (channel) => void (await ask("conversations.archive", { channel })),
    async messages(channel) {
      // Nobody but the two sees a direct chat.
      const token = channel.startsWith("D") ? botToken : adminToken;
      const parameters = { channel, limit: "1000" };
      return (await callAs(token, upstream, "conversations.history", parameters)).messages.toReversed();
    },
    async replies(channel, ts) {
      const { messages } = await ask("conversations.replies", { channel, ts });
      return messages.filter((message) => message.ts !== ts);
    },
    async directMessages(name) {
      const asBot = (method: string, parameters: Record<string, string>) =>
        callAs(botToken, upstream, method, parameters);
      const { members } = await asBot("users.list", {});
      const user = members.find((member) => member.name === name)?.id ?? "";
      const { channel } = await asBot("conversations.open", { users: user });
      return (await asBot("conversations.history", { channel: channel.id })).messages.toReversed();
    },
    async deleteMessage(channel, ts) {
      await callAs(botToken, upstream, "chat.delete", { channel, ts });
    },
    chatter: async (channel, text) => void (await ask("chat.postMessage", { channel, text })),
    files: async () => (await callAs(botToken, upstream, "files.list", {})).files,
    async fileBytes(fileId) {
      const { file } = await callAs(botToken, upstream, "files.info", { file: fileId });
      const path = new URL(file.url_private).pathname;
      const answer = await fetch(`${upstream}${path}`, { headers: { authorization: `Bearer ${botToken}` } });
      return new Uint8Array(await answer.arrayBuffer());
    },
    async userId(name) {
      const { members } = await callAs(botToken, upstream, "users.list", {});
      return members.find((member) => member.name === name)?.id ?? "";
    },
    async triggerOf(userId) {
      return (await callAs(botToken, upstream, "views.generateTriggerId", { user_id: userId })).trigger_id;
    },
    proxy,
    async close() {
      await proxy.close();
      await emulator.close();
    },
  };
}

/** @param users each has the address NAME@example.com */
function seed(scopes: readonly string[], users: readonly string[]) {
  return {
    slack: {
      strict_scopes: true,
      users: ["deskpulse", ...users].map((name) => ({ name, email: `${name}@example.com` })),
      tokens: [
        { token: botToken, user: "deskpulse", scopes: [...scopes] },
        { token: adminToken, user: "admin", scopes: adminScopes },
      ],
    },
  };
}

const callAsAdmin = (upstream: string, method: string, parameters: Record<string, string>) =>
  callAs(adminToken, upstream, method, parameters);

/** The parts of the emulator's answers that are read here. */
interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly channel: { readonly id: string };
  readonly messages: readonly SlackMessage[];
  readonly files: readonly SlackFile[];
  readonly file: { readonly url_private: string };
  readonly members: readonly { readonly id: string; readonly name: string }[];
  readonly trigger_id: string;
}

async function callAs(
  token: string,
  upstream: string,
  method: string,
  parameters: Record<string, string>,
): Promise<Answer> {
  const answer = await fetch(`${upstream}/api/${method}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(parameters),
  });
  const body = (await answer.json()) as Answer;
  if (!body.ok) throw new Error(`${method}: ${body.error}`);
  return body;
}
