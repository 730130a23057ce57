import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { chartRoute } from "../../src/charts/chart-route.ts";
import type { ChartSpec } from "../../src/charts/chart-spec.ts";
import { openLoopbackCharts } from "../../src/charts/loopback-charts.ts";
import { quickchartDrawer } from "../../src/charts/quickchart-drawer.ts";
import { OperationError } from "../../src/errors.ts";
import { decode } from "./picture.ts";
import { byDay, heatMap } from "./sample-specs.ts";

const key = "a key for tests";

describe("charts on the loopback address", () => {
  it("draws without any server or setting", async () => {
    const charts = await openLoopbackCharts();
    const picture = await decode(await charts.drawer.draw(byDay));
    await charts.close();

    expect(picture).toMatchObject({ width: 900, height: 450 });
    expect(charts.drawer.publicUrl(byDay)).toBeUndefined();
  });

  it("is gone once closed", async () => {
    const charts = await openLoopbackCharts();
    await charts.close();

    await expect(charts.drawer.draw(byDay)).rejects.toThrow(OperationError);
  });
});

describe("a public address", () => {
  it("is answered by the route with the same picture", async () => {
    await using server = await serve(chartRoute({ key }));
    const drawer = quickchartDrawer({
      baseUrl: server.url,
      key,
      publicUrl: new URL("https://desk.example.com"),
    });
    const address = new URL(drawer.publicUrl(byDay) ?? "");
    const response = await fetch(new URL(address.search, new URL("/chart", server.url)));

    expect(address.origin).toBe("https://desk.example.com");
    expect(await response.bytes()).toEqual(new Uint8Array(await drawer.draw(byDay)));
  });

  it("does not tell the key", () => {
    const drawer = quickchartDrawer({
      baseUrl: new URL("http://127.0.0.1"),
      key,
      publicUrl: new URL("https://x.example"),
    });

    expect(decodeURIComponent(drawer.publicUrl(byDay)?.replaceAll("+", " ") ?? "")).not.toContain(key);
  });

  it("keeps the path of a reverse proxy", () => {
    const publicUrl = new URL("https://x.example/deskpulse/");
    const drawer = quickchartDrawer({ baseUrl: new URL("http://127.0.0.1"), key, publicUrl });

    expect(new URL(drawer.publicUrl(byDay) ?? "").pathname).toBe("/deskpulse/chart");
  });

  it("is never plain http, which chat clients refuse to load", () => {
    const publicUrl = new URL("http://x.example");

    expect(quickchartDrawer({ baseUrl: publicUrl, key, publicUrl }).publicUrl(byDay)).toBeUndefined();
  });

  it("stays below 2,000 characters for a month by day and for a week by hour", () => {
    const drawer = quickchartDrawer({
      baseUrl: new URL("http://127.0.0.1"),
      key,
      publicUrl: new URL("https://desk.example.com"),
    });
    const labels = Array.from({ length: 31 }, (_, day) => `Mon ${day + 1}`);
    const values = labels.map((_, day) => 1234.567891234 / (day + 1));
    const month: ChartSpec = {
      ...byDay,
      labels,
      series: [
        { name: "This month", role: "current", values },
        { name: "Month before", role: "previous", values },
      ],
    };

    expect(drawer.publicUrl(month)?.length).toBeLessThan(2000);
    expect(drawer.publicUrl(heatMap)?.length).toBeLessThan(2000);
  });
});

describe("a foreign QuickChart server", () => {
  it("is asked in its own form, with strict JSON, and is not told the key", async () => {
    const bodies: string[] = [];
    await using server = await serve(async (request, response) => {
      bodies.push(await text(request));
      response.end(Buffer.from("89504e470d0a1a0a", "hex"));
    });
    const drawer = quickchartDrawer({
      baseUrl: new URL("http://127.0.0.1:9"),
      key,
      quickchartUrl: server.url,
    });
    await drawer.draw(heatMap);
    const body = JSON.parse(bodies[0] ?? "");

    expect(body).toMatchObject({ width: 900, height: 450, format: "png", version: "4" });
    expect(JSON.parse(body.chart)).toMatchObject({ type: "bar" });
    expect(bodies[0]).not.toContain(key);
  });

  it.each([
    ["refuses", 400, { "x-quickchart-error": "no such chart" }, "", "no such chart"],
    ["answers with a page", 200, {}, "<html>", "no PNG"],
  ])("that %s gives one clear error", async (_what, status, headers, body, words) => {
    await using server = await serve(async (_request, response) =>
      response.writeHead(status, headers).end(body),
    );
    const drawer = quickchartDrawer({ baseUrl: server.url, key, quickchartUrl: server.url });
    const error = await drawer.draw(byDay).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(OperationError);
    expect(String(error)).toContain(words);
    expect(String(error)).toContain("QUICKCHART_URL");
  });

  it("that never answers is given up", async () => {
    await using server = await serve(async () => undefined);
    const drawer = quickchartDrawer({ baseUrl: server.url, key, quickchartUrl: server.url, timeoutMs: 50 });

    await expect(drawer.draw(byDay)).rejects.toThrow("no answer within 0.05 seconds");
  });
});

async function serve(
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>,
): Promise<AsyncDisposable & { readonly url: URL }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
