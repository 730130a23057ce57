import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { chartRoute } from "./chart-route.ts";
import type { ChartDrawer } from "./drawer.ts";
import { quickchartDrawer } from "./quickchart-drawer.ts";

export interface LoopbackCharts {
  readonly drawer: ChartDrawer;
  close(): Promise<void>;
}

/**
 * Charts for commands that run without a server: a route of their own on a free port of the loopback address, with a key
 * that lives as long as the command.
 *
 * @param quickchartUrl a QuickChart server that draws instead
 */
export async function openLoopbackCharts(
  options: { readonly quickchartUrl?: URL | undefined } = {},
): Promise<LoopbackCharts> {
  const key = randomBytes(32).toString("hex");
  const { quickchartUrl } = options;
  if (quickchartUrl) {
    const drawer = quickchartDrawer({ baseUrl: quickchartUrl, key, quickchartUrl });
    return { drawer, close: () => Promise.resolve() };
  }
  const route = chartRoute({ key });
  const server = createServer(async (request, response) => {
    try {
      if (!(await route(request, response))) response.writeHead(404).end();
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const baseUrl = new URL(`http://127.0.0.1:${port}`);
  return {
    drawer: quickchartDrawer({ baseUrl, key }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
