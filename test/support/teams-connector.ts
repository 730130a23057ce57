import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { checkCard } from "../../src/surfaces/teams/card-limits.ts";

interface PostedActivity {
  readonly id: string;
  readonly conversation: string;
  /** The bearer token it came with, undefined when there was none. */
  readonly token: string | undefined;
  readonly activity: Activity;
}

interface UpdatedActivity {
  readonly messageId: string;
  readonly conversation: string;
  readonly activity: Activity;
}

/** The parts of a posted activity that are looked at. */
interface Activity {
  readonly type: string;
  readonly text?: string;
  readonly summary?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content: unknown }[];
}

/**
 * What happens to the next activity instead of being taken:
 * - `answer`: refused with that status
 * - `silent`: taken, but no answer is given until the other side hangs up
 * - `drop-after`: taken, and the connection is cut instead of an answer
 * - `drop-before`: not taken, and the connection is cut
 */
export type Fault =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly code?: string;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: "silent" | "drop-after" | "drop-before" };

/** Microsoft's bot service, as far as a bot posts to it, on loopback. Every card that comes in is checked. */
export interface TeamsConnector {
  /** For a reference's service address. */
  readonly url: string;
  /** What stands in the conversations, the oldest first. */
  readonly posted: readonly PostedActivity[];
  /** What was put into the place of messages, the oldest first. */
  readonly updated: readonly UpdatedActivity[];
  /** What was saved into a person's own files, by address. */
  readonly saved: ReadonlyMap<string, { readonly bytes: Buffer; readonly range: string | undefined }>;
  /** What was wrong with cards and messages, empty when all would have been shown. */
  readonly complaints: readonly string[];
  /** The next activities meet these, one each. */
  failNext(...faults: Fault[]): void;
  /** The next updates of messages meet these, one each; taken as they say. */
  failNextUpdate(...faults: Fault[]): void;
  /** Puts somebody into every roster; the id is the bot's own id of the user. */
  enroll(member: { readonly id: string; readonly [field: string]: unknown }): void;
  /** From now on somebody is in no roster of that conversation. */
  expel(id: string, conversation: string): void;
  /** From now on nobody's personal chat can be opened, as where the app is not installed for people. */
  closeChats(): void;
  /** Resolves when one more activity has been taken. */
  nextPost(): Promise<PostedActivity>;
  close(): Promise<void>;
}

export async function teamsConnector(): Promise<TeamsConnector> {
  const posted: PostedActivity[] = [];
  const complaints: string[] = [];
  const faults: Fault[] = [];
  const updateFaults: Fault[] = [];
  const members = new Map<string, object>();
  const updated: UpdatedActivity[] = [];
  const saved = new Map<string, { bytes: Buffer; range: string | undefined }>();
  const expelled = new Set<string>();
  let hasChats = true;
  const waiting: ((activity: PostedActivity) => void)[] = [];

  function take(conversation: string, token: string | undefined, activity: Activity): PostedActivity {
    const taken = { id: `1:${posted.length + 1}`, conversation, token, activity };
    complaints.push(...complaintsOf(activity));
    posted.push(taken);
    for (const tell of waiting.splice(0)) tell(taken);
    return taken;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = /^\/(?:[^/]+\/)?v3\/conversations\/([^/]+)\/members\/([^/]+)$/.exec(request.url ?? "");
    if (request.method === "GET" && asked) {
      const [conversation = "", id = ""] = asked.slice(1).map(decodeURIComponent);
      const member = expelled.has(`${id} ${conversation}`) ? undefined : members.get(id);
      const missing = { error: { code: "MemberNotFoundInConversation" } };
      return member ? answer(response, 200, member) : answer(response, 404, missing);
    }
    const path = /^\/(?:[^/]+\/)?v3\/conversations\/([^/]+)\/activities$/.exec(request.url ?? "");
    const bytes = await read(request);
    if (request.method === "PUT" && request.url?.startsWith("/files/")) {
      saved.set(request.url, { bytes, range: request.headers["content-range"] });
      return answer(response, 201, {});
    }
    const body = bytes.toString("utf8");
    const changed = /^\/(?:[^/]+\/)?v3\/conversations\/([^/]+)\/activities\/([^/]+)$/.exec(request.url ?? "");
    if (request.method === "PUT" && changed) {
      const [conversation = "", messageId = ""] = changed.slice(1).map(decodeURIComponent);
      return meet(updateFaults.shift(), request, response, () => {
        const activity: Activity = JSON.parse(body);
        complaints.push(...complaintsOf(activity));
        updated.push({ conversation, messageId, activity });
        return [200, { id: messageId }];
      });
    }
    if (request.method === "POST" && /^\/(?:[^/]+\/)?v3\/conversations$/.test(request.url ?? "")) {
      if (!hasChats) return answer(response, 403, { error: { code: "BotNotInConversationRoster" } });
      return answer(response, 201, { id: `a:chat-of-${JSON.parse(body).members[0].id}` });
    }
    if (request.method !== "POST" || !path) return answer(response, 404, { error: { code: "NotFound" } });
    return meet(faults.shift(), request, response, () => {
      const token = request.headers.authorization?.replace(/^Bearer /, "");
      return [201, { id: take(decodeURIComponent(path[1] ?? ""), token, JSON.parse(body)).id }];
    });
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/teams`,
    posted,
    updated,
    saved,
    complaints,
    failNext: (...next) => void faults.push(...next),
    failNextUpdate: (...next) => void updateFaults.push(...next),
    enroll: (member) => void members.set(member.id, member),
    expel: (id, conversation) => void expelled.add(`${id} ${conversation}`),
    closeChats: () => {
      hasChats = false;
    },
    nextPost: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Takes what was asked, and answers, as far as the fault lets it. */
function meet(
  fault: Fault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  take: () => [status: number, body: object],
): void {
  if (fault?.kind === "answer") {
    answer(response, fault.status, { error: { code: fault.code ?? "Injected" } }, fault.headers);
    return;
  }
  const taken = fault?.kind === "drop-before" ? undefined : take();
  if (fault?.kind === "silent") return;
  if (fault || !taken) request.socket.destroy();
  else answer(response, ...taken);
}

function complaintsOf(activity: Activity): string[] {
  const { type, attachments = [], summary } = activity;
  if (type === "typing") return [];
  if (type !== "message") return [`activity: type ${type}`];
  const beside =
    activity.text !== undefined && attachments.length > 0 ? ["activity: text beside a card"] : [];
  const toast = attachments.length > 0 && !summary ? ["activity: a card without a summary"] : [];
  const cards = attachments.flatMap(({ contentType, content }) =>
    contentType === "application/vnd.microsoft.card.adaptive"
      ? checkCard(content)
      : fileCards.has(contentType)
        ? []
        : [`attachment ${contentType}`],
  );
  const pings = /"(?:entities|mentioned)"/.test(JSON.stringify(activity))
    ? ["activity: it mentions somebody"]
    : [];
  return [...beside, ...toast, ...cards, ...pings];
}

const fileCards = new Set([
  "application/vnd.microsoft.teams.card.file.consent",
  "application/vnd.microsoft.teams.card.file.info",
]);

function answer(response: ServerResponse, status: number, body: object, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}
