import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { slackManners } from "./slack-manners.ts";

/** What happens to one call. Without `answer` it goes through and is answered by the emulator. */
export interface SlackFault {
  /** Whether the emulator gets the call at all; true unless said otherwise. */
  readonly forward?: boolean;
  /** hang: never answered; drop: the connection is cut. */
  readonly answer?: SlackAnswer | "hang" | "drop";
  /** Run before the call is forwarded, and after the emulator has done it but before it is answered. */
  readonly before?: () => Promise<void>;
  readonly after?: () => Promise<void>;
}

interface SlackAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface SlackCall {
  /** "chat.postMessage"; "upload" for the bytes of a file. */
  readonly method: string;
  readonly token: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface SlackFaultProxy {
  /** Stands where https://slack.com stands. */
  readonly url: string;
  readonly calls: readonly SlackCall[];
  /** What Slack would have refused in the blocks that arrived. A test that posts well leaves it empty. */
  readonly complaints: readonly string[];
  /** The next calls of the method meet these faults, one each, in this order. */
  fail(method: string, ...faults: readonly SlackFault[]): void;
  /** How often files.info has to be asked until a file's type is known; 1 at first. */
  filesReadyAfter(polls: number): void;
  /** Forgets calls, complaints and faults. */
  clear(): void;
  close(): Promise<void>;
}

export const slackFaults = {
  rateLimited: (seconds: number): SlackFault =>
    refused({ status: 429, headers: { "retry-after": String(seconds) }, body: notOk("ratelimited") }),
  rateLimitedWithoutHeader: refused({ status: 429, body: notOk("ratelimited") }),
  rateLimitedInTheBody: refused({ status: 200, body: notOk("ratelimited") }),
  error: (code: string, more: object = {}): SlackFault =>
    refused({ status: 200, body: { ...notOk(code), ...more } }),
  unavailable: refused({ status: 503, body: "upstream connect error" }),
  unavailableAfterwards: { answer: { status: 503, body: "upstream connect error" } },
  hang: { forward: false, answer: "hang" },
  hangAfterwards: { answer: "hang" },
  drop: { forward: false, answer: "drop" },
  dropAfterwards: { answer: "drop" },
} as const satisfies Record<string, SlackFault | ((...args: never[]) => SlackFault)>;

/** A server in front of the emulator that behaves as Slack does where the emulator does not, and fails on demand. */
export async function slackFaultProxy(
  upstream: string,
  scopesOfTokens: Readonly<Record<string, readonly string[]>>,
): Promise<SlackFaultProxy> {
  const calls: SlackCall[] = [];
  const faults = new Map<string, SlackFault[]>();
  const manners = slackManners(upstream, scopesOfTokens);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const call = readCall(request, body);
    calls.push(call);
    const fault = faults.get(call.method)?.shift();
    await fault?.before?.();
    const answer =
      fault?.forward === false ? undefined : await forward(upstream, request, body, call, manners, url);
    await fault?.after?.();
    reply(request, response, fault?.answer ?? answer);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.writeHead(599).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    calls,
    complaints: manners.complaints,
    fail: (method, ...more) => void faults.set(method, [...(faults.get(method) ?? []), ...more]),
    filesReadyAfter: manners.filesReadyAfter,
    clear() {
      calls.length = 0;
      manners.complaints.length = 0;
      faults.clear();
      manners.filesReadyAfter(1);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function forward(
  upstream: string,
  request: IncomingMessage,
  body: Buffer,
  call: SlackCall,
  manners: ReturnType<typeof slackManners>,
  url: string,
): Promise<SlackAnswer> {
  const refusal = await manners.refuse(call);
  if (refusal) return { status: 200, body: refusal };
  const headers: Record<string, string> = {};
  for (const name of ["authorization", "content-type"]) {
    const value = request.headers[name];
    if (typeof value === "string") headers[name] = value;
  }
  const answer = await fetch(`${upstream}${request.url}`, {
    method: request.method ?? "POST",
    headers,
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  const text = await answer.text();
  const type = answer.headers.get("content-type") ?? "";
  if (!type.includes("json")) return { status: answer.status, body: text };
  return {
    status: answer.status,
    headers: manners.headers(call),
    body: manners.amend(call, JSON.parse(text), url),
  };
}

function reply(
  request: IncomingMessage,
  response: ServerResponse,
  answer: SlackAnswer | "hang" | "drop" | undefined,
): void {
  if (answer === "hang") return;
  if (answer === "drop" || answer === undefined) {
    request.socket.destroy();
    return;
  }
  const isText = typeof answer.body === "string";
  response.writeHead(answer.status, {
    "content-type": isText ? "text/plain" : "application/json; charset=utf-8",
    ...answer.headers,
  });
  response.end(isText ? answer.body : JSON.stringify(answer.body));
}

function readCall(request: IncomingMessage, body: Buffer): SlackCall {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const token = request.headers.authorization?.replace(/^Bearer /, "");
  if (path.startsWith("/upload/")) return { method: "upload", token, parameters: { path } };
  const parameters = Object.fromEntries(new URLSearchParams(body.toString("utf8")));
  return { method: path.replace(/^\/api\//, ""), token, parameters };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function refused(answer: SlackAnswer): SlackFault {
  return { forward: false, answer };
}

function notOk(error: string): { ok: false; error: string } {
  return { ok: false, error };
}
