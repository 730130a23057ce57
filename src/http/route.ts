import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** One door of the server: a method, a path and who answers. */
export type Route = RawRoute | ReadingRoute | JsonRoute;

interface Door {
  readonly method: "GET" | "POST";
  /** Exactly this path; the query is the handler's. */
  readonly path: string;
  /** Bytes a body may have; 1 MiB unless given. */
  readonly bodyLimit?: number;
}

/** The handler reads and answers by itself, as libraries want it (Slack's receiver, pictures, pages). */
interface RawRoute extends Door {
  handle(request: IncomingMessage, response: ServerResponse): unknown;
}

/** The handler reads the body by itself, whatever its type and coding, and keeps its own limit; the server answers. */
interface ReadingRoute extends Omit<Door, "bodyLimit"> {
  take(request: IncomingMessage): Promise<JsonAnswer>;
}

/** The server reads a JSON body, within the limit, and writes a JSON answer. */
export interface JsonRoute extends Door {
  answer(request: JsonRequest): Promise<JsonAnswer>;
}

interface JsonRequest {
  /** Parsed, not checked; undefined for GET. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
}

export interface JsonAnswer {
  readonly status: number;
  /** Left out: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
