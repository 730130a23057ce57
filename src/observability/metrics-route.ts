import type { Route } from "../http/route.ts";
import type { DeskMetrics } from "./desk-metrics.ts";

/** Where Prometheus asks. */
export function metricsRoute(metrics: DeskMetrics): Route {
  return {
    method: "GET",
    path: "/metrics",
    async handle(_request, response) {
      const text = await metrics.text();
      response.writeHead(200, {
        "content-type": metrics.contentType,
        "content-length": Buffer.byteLength(text),
        "cache-control": "no-store",
      });
      response.end(text);
    },
  };
}
