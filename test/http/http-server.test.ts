import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { OperationError } from "../../src/errors.ts";
import { healthRoutes } from "../../src/http/health-routes.ts";
import { type HttpServer, httpServer } from "../../src/http/http-server.ts";
import type { Route } from "../../src/http/route.ts";
import { type Logger, silentLogger } from "../../src/logger.ts";

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function open(routes: readonly Route[], logger: Logger = silentLogger): Promise<HttpServer> {
  server = await httpServer({ host: "127.0.0.1", port: 0, routes, logger });
  return server;
}

const echo: Route = { method: "POST", path: "/echo", answer: async ({ body }) => ({ status: 200, body }) };
const small: Route = { ...echo, path: "/small", bodyLimit: 10 };
const raw: Route = {
  method: "POST",
  path: "/raw",
  bodyLimit: 10,
  handle: (request, response) => request.pipe(response),
};

describe("a request", () => {
  const post = (url: string, body: string, headers: Record<string, string> = {}) =>
    fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });

  it("is answered by the route of its method and path, whatever the query", async () => {
    const { url } = await open([echo, { ...echo, path: "/other" }]);

    expect(await (await post(`${url}/echo?a=1`, '{"a":1}')).json()).toEqual({ a: 1 });
  });

  it("to a path nobody has is 404 and names it", async () => {
    const { url } = await open([echo]);
    const answer = await fetch(`${url}/echo/more`);

    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: "nothing is at /echo/more" });
  });

  it("with another method is 405 and names the right one", async () => {
    const { url } = await open([echo]);
    const answer = await fetch(`${url}/echo`);

    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST");
    expect(await answer.json()).toEqual({ error: "/echo takes POST, not GET" });
  });

  it.each([
    ["of another type", "a=1", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["that is compressed", "{}", { "content-encoding": "gzip" }, 415],
    ["that is no JSON", "{", {}, 400],
    ["that is too large", '{"a":"0123456789"}', {}, 413],
  ])("with a body %s is refused", async (_, body, headers, status) => {
    const { url } = await open([small]);
    const answer = await post(`${url}/small`, body, headers);

    expect(answer.status).toBe(status);
    expect(await answer.json()).toHaveProperty("error");
  });

  it("takes JSON types with a suffix", async () => {
    const { url } = await open([echo]);

    expect((await post(`${url}/echo`, "[]", { "content-type": "application/cloudevents+json" })).status).toBe(
      200,
    );
  });

  it("too large for a handler that reads by itself is refused before it", async () => {
    const { url } = await open([raw]);

    expect(await (await post(`${url}/raw`, "0123456789")).text()).toBe("0123456789");
    expect((await post(`${url}/raw`, "0123456789!")).status).toBe(413);
  });

  it("of unknown length to such a handler is refused", async () => {
    const { url } = await open([raw]);
    const answer = await fetch(`${url}/raw`, {
      method: "POST",
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode("0123"));
          controller.close();
        },
      }),
      duplex: "half",
    } as RequestInit);

    expect(answer.status).toBe(411);
  });

  it("whose handler throws is 500 without its words, which go to the log", async () => {
    const lines: object[] = [];
    const logger = { ...silentLogger, error: (fields: object) => void lines.push(fields) };
    const fail = () => {
      throw new Error("the password is 1234");
    };
    const { url } = await open(
      [
        { method: "GET", path: "/throws", handle: fail },
        { method: "GET", path: "/rejects", answer: async () => fail() },
      ],
      logger,
    );

    for (const path of ["/throws?token=1", "/rejects"]) {
      const answer = await fetch(url + path);
      expect(answer.status).toBe(500);
      expect(await answer.text()).not.toContain("1234");
    }
    expect(lines).toMatchObject([
      { path: "/throws", err: { message: "the password is 1234" } },
      { path: "/rejects" },
    ]);
  });

  it("with oversized headers is 431", async () => {
    const { url } = await open([echo]);

    expect((await fetch(url, { headers: { "x-large": "x".repeat(20_000) } })).status).toBe(431);
  });

  it("that is no HTTP is cut off and harms nobody", async () => {
    const { port, url } = await open([echo]);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.write("hello\r\n\r\n"));
      socket.on("data", (data) => resolve(data.toString()));
    });

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await post(`${url}/echo`, "1")).status).toBe(200);
  });

  it("HEAD is answered as GET without a body", async () => {
    const { url } = await open(healthRoutes(async () => undefined));
    const answer = await fetch(`${url}/healthz`, { method: "HEAD" });

    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("");
  });
});

describe("health", () => {
  it("is alive while it is not ready, and says why not", async () => {
    let why: string | undefined = "migrating";
    const { url } = await open(healthRoutes(async () => why));

    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const notReady = await fetch(`${url}/readyz`);
    expect(notReady.status).toBe(503);
    expect(await notReady.json()).toEqual({ status: "not ready", reason: "migrating" });
    why = undefined;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it("is not ready when finding out fails", async () => {
    const { url } = await open(healthRoutes(async () => Promise.reject(new Error("store away"))));

    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });
});

describe("the server", () => {
  it("names the port that is taken and the remedy", async () => {
    const { port } = await open([]);
    const second = httpServer({ host: "127.0.0.1", port, routes: [], logger: silentLogger });

    await expect(second).rejects.toThrow(OperationError);
    await expect(second).rejects.toThrow(/taken by another process.*PORT/);
  });

  it("names an address this machine does not have", async () => {
    const elsewhere = httpServer({ host: "192.0.2.1", port: 0, routes: [], logger: silentLogger });

    await expect(elsewhere).rejects.toThrow(/HOST/);
  });

  it("finishes what is under way when it closes, and takes nothing new", async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
    const slow: Route = {
      method: "GET",
      path: "/slow",
      async answer() {
        enter();
        await released;
        return { status: 200, body: "done" };
      },
    };
    const { url, close } = await open([slow]);
    const underWay = fetch(`${url}/slow`);
    await entered;

    const closed = close();
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    release();

    expect(await (await underWay).json()).toBe("done");
    await closed;
  });

  it("does not wait for idle connections when it closes", async () => {
    const { url, close } = await open(healthRoutes(async () => undefined));
    const { request, response } = await keptAlive(`${url}/healthz`);
    response.resume();
    const socketClosed = new Promise((resolve) => request.socket?.once("close", resolve));

    await close();
    await socketClosed;
  });
});

async function keptAlive(url: string): Promise<{ request: ClientRequest; response: IncomingMessage }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { headers: { connection: "keep-alive" } }, (response) =>
      resolve({ request, response }),
    );
    request.on("error", reject).end();
  });
}
