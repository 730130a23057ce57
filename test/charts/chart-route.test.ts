import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chartConfiguration } from "../../src/charts/chart-configuration.ts";
import { chartRoute } from "../../src/charts/chart-route.ts";
import { chartSignature } from "../../src/charts/chart-signature.ts";
import { decode } from "./picture.ts";
import { byDay, heatMap } from "./sample-specs.ts";

const key = "a key for tests";
const size = { width: 900, height: 450 };
const chart = JSON.stringify(chartConfiguration(byDay));
let server: Server;
let base: string;

beforeAll(async () => {
  const route = chartRoute({ key });
  server = createServer(async (request, response) => {
    if (!(await route(request, response))) response.writeHead(404).end("not mine");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("GET /chart", () => {
  it("draws a signed chart, and may be kept for ever", async () => {
    const response = await get({ c: chart, w: "900", h: "450", sig: chartSignature(key, chart, size) });

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(await decode(await response.bytes())).toMatchObject(size);
  });

  it("draws the short form that our own addresses hold, to the same bytes", async () => {
    const short = JSON.stringify(byDay);
    const [one, other] = await Promise.all([
      get({ c: short, w: "900", h: "450", sig: chartSignature(key, short, size) }),
      get({ c: chart, w: "900", h: "450", sig: chartSignature(key, chart, size) }),
    ]);

    expect(await one.bytes()).toEqual(await other.bytes());
  });

  it("answers HEAD without the picture", async () => {
    const response = await get(
      { c: chart, w: "900", h: "450", sig: chartSignature(key, chart, size) },
      "HEAD",
    );

    expect(response.status).toBe(200);
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(1000);
  });

  it.each([
    ["no signature", { sig: "" }],
    ["a signature made with another key", { sig: chartSignature("another", chart, size) }],
    ["another size than was signed", { w: "901" }],
    ["another chart than was signed", { c: chart.replace("This week", "That week") }],
  ])("refuses %s", async (_what, change) => {
    const query = { c: chart, w: "900", h: "450", sig: chartSignature(key, chart, size), ...change };

    expect((await get(query)).status).toBe(401);
  });

  it.each([
    ["a missing chart", { w: "900", h: "450" }, 400, "c is missing"],
    ["a width that is no number", { c: chart, w: "wide", h: "450" }, 400, "whole pixels"],
    ["a picture of 100 megapixels", { c: chart, w: "10000", h: "10000" }, 413, "2000 pixels a side"],
    ["another format", { ...signed(chart), f: "svg" }, 400, "format must be png"],
    ["JavaScript", signed("{type:'bar'}"), 400, "strict JSON"],
    ["JSON that is no chart", signed("[1]"), 400, "JSON object"],
    ["a kind it cannot draw", signed('{"type":"pie","data":{}}'), 400, "line or bar"],
    [
      "a chart without data",
      signed('{"type":"bar","data":{"datasets":7},"options":{}}'),
      400,
      "cannot be drawn",
    ],
  ])("refuses %s in clear words", async (_what, query, status, words) => {
    const response = await get(query);

    expect(response.status).toBe(status);
    expect(await response.text()).toContain(words);
    expect(response.headers.get("x-quickchart-error")).toContain(words);
  });
});

describe("POST /chart", () => {
  it("draws what quickchart-js posts with the key", async () => {
    const response = await post({
      chart,
      ...size,
      format: "png",
      version: "4",
      backgroundColor: "#fff",
      key,
    });

    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await decode(await response.bytes())).toMatchObject(size);
  });

  it("draws a heat map", async () => {
    const response = await post({ chart: JSON.stringify(chartConfiguration(heatMap)), ...size, key });

    expect(response.status).toBe(200);
  });

  it.each([
    ["without a key", {}, 401, "key"],
    ["with a wrong key", { key: "wrong" }, 401, "key"],
    ["with a key that is no text", { key: 7 }, 401, "key"],
    ["without a chart", { key, chart: undefined }, 400, "chart is missing"],
    [
      "with too many values",
      { key, chart: JSON.stringify({ type: "bar", data: Array(6000).fill(1) }) },
      413,
      "5000 values",
    ],
    ["without a size", { key, width: undefined }, 400, "whole pixels"],
  ])("refuses one %s", async (_what, change, status, words) => {
    const response = await post({ chart, ...size, ...change });

    expect(response.status).toBe(status);
    expect(response.headers.get("x-quickchart-error")).toContain(words);
  });

  it("refuses a body that is no JSON, and one that is too long", async () => {
    const broken = await fetch(`${base}/chart`, { method: "POST", body: "{" });
    const long = await fetch(`${base}/chart`, { method: "POST", body: "x".repeat(300_000) });

    expect([broken.status, long.status]).toEqual([400, 413]);
  });
});

describe("the chart route", () => {
  it("names the methods it knows", async () => {
    const response = await fetch(`${base}/chart`, { method: "DELETE" });

    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  });

  it("leaves other paths to others", async () => {
    expect(await (await fetch(`${base}/charts`)).text()).toBe("not mine");
  });
});

function get(query: Record<string, string>, method = "GET"): Promise<Response> {
  return fetch(`${base}/chart?${new URLSearchParams(query)}`, { method });
}

function post(body: unknown): Promise<Response> {
  return fetch(`${base}/chart`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

function signed(text: string): Record<string, string> {
  return { c: text, w: "900", h: "450", sig: chartSignature(key, text, size) };
}
