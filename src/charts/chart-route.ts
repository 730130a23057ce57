import type { IncomingMessage, ServerResponse } from "node:http";
import { type ChartRequest, ChartRequestError, postedRequest, signedRequest } from "./chart-request.ts";
import { renderChart } from "./render-chart.ts";

/** Answers true when the request was for it. */
export type RouteHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const MOST_BODY_BYTES = 256 * 1024;

/**
 * `/chart` in the form that quickchart-js speaks: GET with a signature, POST with the key. Nothing that comes in is ever
 * evaluated.
 *
 * @param key the secret shared with the drawer
 */
export function chartRoute({ key }: { readonly key: string }): RouteHandler {
  return async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname !== "/chart") return false;
    try {
      const asked = await readRequest(request, url, key);
      if (asked === undefined) refuse(response, 405, "Use GET or POST", { Allow: "GET, HEAD, POST" });
      else await answer(request, response, asked);
    } catch (error) {
      if (!(error instanceof ChartRequestError)) throw error;
      refuse(response, error.status, error.message, {});
    }
    return true;
  };
}

async function readRequest(
  request: IncomingMessage,
  url: URL,
  key: string,
): Promise<ChartRequest | undefined> {
  if (request.method === "GET" || request.method === "HEAD") return signedRequest(url.searchParams, key);
  if (request.method === "POST") return postedRequest(await readBody(request), key);
  return undefined;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  asked: ChartRequest,
): Promise<void> {
  const png = await draw(asked);
  response.writeHead(200, {
    "Content-Type": "image/png",
    "Content-Length": png.length,
    // The address holds all that is drawn.
    "Cache-Control": request.method === "POST" ? "no-store" : "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(request.method === "HEAD" ? undefined : png);
}

async function draw({ configuration, size }: ChartRequest): Promise<Uint8Array> {
  try {
    return await renderChart(configuration, size);
  } catch (error) {
    throw new ChartRequestError(400, `The chart cannot be drawn: ${String(error)}`);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES)
      throw new ChartRequestError(413, `The body is over ${MOST_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string>,
): void {
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    // quickchart-js shows this one; a header holds printable ASCII only.
    "X-Quickchart-Error": message.replace(/[^\x20-\x7e]+/g, "?").slice(0, 500),
    // Of a body that is too long the rest is not read.
    Connection: "close",
    ...headers,
  });
  response.end(`${message}\n`);
}
