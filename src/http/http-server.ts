import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { OperationError, reason } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { Route } from "./route.ts";
import { serveRequest } from "./serve-request.ts";

export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly routes: readonly Route[];
  /** More routes come by `serve`: until then, what is at none of these is asked to come back in a moment. */
  readonly isOpening?: boolean;
  readonly logger: Logger;
}

export interface HttpServer {
  readonly port: number;
  /** As it is reached on this machine. */
  readonly url: string;
  /** From now on these are the routes, and all of them. */
  serve(routes: readonly Route[]): void;
  /** Takes no more requests, waits for those under way, 10 s at most. */
  close(): Promise<void>;
}

const GRACE_MS = 10_000;

/**
 * The one server of the process: everything that is reached from outside is a route of it.
 *
 * @throws OperationError when the port cannot be had
 */
export async function httpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { host, port, logger } = options;
  let { routes, isOpening = false } = options;
  const server = createServer(
    // A slow sender is cut off before it can hold many connections.
    { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000, maxHeaderSize: 16_384 },
    (request, response) => {
      response.once("close", () => {
        if (!server.listening) setImmediate(() => server.closeIdleConnections());
      });
      void serveRequest(request, response, { routes, isOpening, logger });
    },
  );
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `http://${reachable(host)}:${address.port}`,
    serve: (all) => {
      routes = all;
      isOpening = false;
    },
    close: () => close(server),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function listenError(error: Error & { code?: string }, host: string, port: number): OperationError {
  const at = `${host}:${port}`;
  const cause = { cause: error };
  if (error.code === "EADDRINUSE") {
    return new OperationError(
      `${at} is taken by another process: stop it, or set PORT to another port`,
      cause,
    );
  }
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return new OperationError(`This machine has no address ${host}: set HOST to one it has`, cause);
  }
  return new OperationError(`The server cannot listen on ${at}: ${reason(error)}`, cause);
}

function close(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
