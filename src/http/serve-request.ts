import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "../logger.ts";
import { readJson } from "./read-json.ts";
import type { JsonAnswer, JsonRoute, Route } from "./route.ts";

const BODY_LIMIT = 1_048_576;

interface ServedBy {
  readonly routes: readonly Route[];
  /** There will be more routes. */
  readonly isOpening: boolean;
  readonly logger: Logger;
}

/** Finds the route and lets it answer. Whatever goes wrong becomes a JSON answer and a line in the log. */
export async function serveRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, isOpening, logger }: ServedBy,
): Promise<void> {
  try {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const found = findRoute(request, path, routes, isOpening);
    if ("status" in found) return send(response, found);
    if ("take" in found) return await takenBy(found, request, response);
    if ("answer" in found) return send(response, await answer(found, request));
    const refusal = wrongLength(request, found.bodyLimit ?? BODY_LIMIT);
    if (refusal) return send(response, refusal);
    await found.handle(request, response);
  } catch (error) {
    logger.error(
      { method: request.method, path: request.url?.split("?", 1)[0], err: error },
      "request failed",
    );
    if (response.headersSent) response.destroy();
    else send(response, { status: 500, body: { error: "internal error, see the log" } });
  }
}

async function takenBy(
  route: Extract<Route, { take: unknown }>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const taken = await route.take(request);
  // Read to its end, else a sender that is still writing sees a broken connection and not the answer.
  request.resume();
  if (!response.destroyed) send(response, taken);
}

function findRoute(
  request: IncomingMessage,
  path: string,
  routes: readonly Route[],
  isOpening: boolean,
): Route | JsonAnswer {
  const here = routes.filter((route) => route.path === path);
  // Whoever sends events would take "not found" for the last word.
  if (here.length === 0 && isOpening)
    return { status: 503, body: { error: "deskpulse is starting" }, headers: { "retry-after": "2" } };
  if (here.length === 0) return { status: 404, body: { error: `nothing is at ${path}` } };
  const method = request.method === "HEAD" ? "GET" : request.method;
  const route = here.find((candidate) => candidate.method === method);
  if (route) return route;
  const allow = here.map((candidate) => candidate.method).join(", ");
  return {
    status: 405,
    body: { error: `${path} takes ${allow}, not ${request.method}` },
    headers: { allow },
  };
}

async function answer(route: JsonRoute, request: IncomingMessage): Promise<JsonAnswer> {
  const { headers } = request;
  if (route.method === "GET") return route.answer({ body: undefined, headers });
  const read = await readJson(request, route.bodyLimit ?? BODY_LIMIT);
  return "refusal" in read ? read.refusal : route.answer({ body: read.body, headers });
}

/** A handler that reads by itself may read without a limit, so the length must be told and small enough. */
function wrongLength(request: IncomingMessage, limit: number): JsonAnswer | undefined {
  if (request.method !== "POST") return undefined;
  const headers = { connection: "close" };
  const length = request.headers["content-length"];
  if (length === undefined) return { status: 411, body: { error: "content-length is missing" }, headers };
  if (Number(length) <= limit) return undefined;
  return { status: 413, body: { error: `the body is larger than ${limit} bytes` }, headers };
}

function send(response: ServerResponse, { status, body, headers }: JsonAnswer): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  response.writeHead(status, {
    ...(text === "" ? {} : { "content-type": "application/json; charset=utf-8" }),
    "content-length": Buffer.byteLength(text),
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    ...headers,
  });
  response.end(text);
}
