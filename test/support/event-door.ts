import { systemClock } from "../../src/clock.ts";
import { type HttpServer, httpServer } from "../../src/http/http-server.ts";
import { EventsDoor, type EventsDoorOptions } from "../../src/ingest/http/events-door.ts";
import { silentLogger } from "../../src/logger.ts";
import { createApiKey, type NewApiKey } from "../../src/store/api-keys.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  readonly body: any;
}

export interface OpenDoor {
  readonly database: TestDatabase;
  readonly server: HttpServer;
  readonly url: string;
  key(wanted?: Partial<NewApiKey>): Promise<string>;
  /** With a key of its own unless the headers carry one. A body that is not text is sent as JSON. */
  post(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** What the log holds, by source and id. */
  stored(): Promise<string[]>;
  close(): Promise<void>;
}

/** The door for events on a real server and a database of its own. Close it in afterAll. */
export async function openDoor(options: Partial<EventsDoorOptions> = {}): Promise<OpenDoor> {
  const database = await testDatabase();
  const logger = silentLogger;
  const door = new EventsDoor({ db: database.db, clock: systemClock, logger, keepTexts: false, ...options });
  const server = await httpServer({
    host: "127.0.0.1",
    port: 0,
    routes: [{ method: "POST", path: "/v1/events", take: (request) => door.take(request) }],
    logger,
  });
  const url = `${server.url}/v1/events`;
  const key = async (wanted: Partial<NewApiKey> = {}) => {
    const full = { name: "test", source: null, expiresAt: null, ratePerSecond: null, ...wanted };
    return (await createApiKey(database.db, "default", full, systemClock.now())).text;
  };
  const own = await key();
  return {
    database,
    server,
    url,
    key,
    post: (body, headers) => postEvents(url, own, body, headers),
    async stored() {
      const { rows } = await database.pool.query(
        "select source || '/' || event_id as key from events order by 1",
      );
      return rows.map((row) => String(row.key));
    },
    async close() {
      await server.close();
      await database.close();
    },
  };
}

/** Structured JSON unless the headers say otherwise. */
export async function postEvents(
  url: string,
  key: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    body: isRaw ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

/** A CloudEvent that is right. */
export function noteEvent(id: string, change: object = {}): Record<string, unknown> {
  return {
    specversion: "1.0",
    id,
    source: "desk",
    type: "note.added",
    time: "2026-03-02T09:00:00+01:00",
    data: { conversation: "c1", agent: "ada" },
    ...change,
  };
}
