import type { RequestListener } from "node:http";
import { sql } from "kysely";
import { chartRoute } from "../charts/chart-route.ts";
import { healthRoutes } from "../http/health-routes.ts";
import type { Route } from "../http/route.ts";
import type { DeskMetrics } from "../observability/desk-metrics.ts";
import { metricsRoute } from "../observability/metrics-route.ts";
import { slackEventsPath } from "../surfaces/slack/slack-app.ts";
import { teamsApp } from "../surfaces/teams/teams-app.ts";
import { eventsRoutes } from "./events-routes.ts";
import type { Desk } from "./open-desk.ts";
import { sourceRoutes } from "./source-routes.ts";
import { teamsOptions } from "./teams-options.ts";

/** Every door of the one server. */
export async function routesOf(
  desk: Desk,
  chartKey: string,
  metrics: DeskMetrics,
  slackListener: RequestListener | undefined,
): Promise<readonly Route[]> {
  const chart = chartRoute({ key: chartKey });
  return [
    ...healthRoutes(() => whyNotReady(desk)),
    metricsRoute(metrics),
    ...eventsRoutes(desk, metrics.ingest),
    ...(await sourceRoutes(desk, metrics.ingest)),
    { method: "GET", path: "/chart", handle: chart },
    { method: "POST", path: "/chart", handle: chart },
    ...(slackListener ? [{ method: "POST" as const, path: slackEventsPath, handle: slackListener }] : []),
    ...(await teamsRoutes(desk)),
  ];
}

async function teamsRoutes(desk: Desk): Promise<Route[]> {
  const options = teamsOptions(desk);
  if (!options) return [];
  const app = await teamsApp({ ...options, host: desk.environment.HOST });
  return [{ method: "POST", path: "/api/messages", answer: (request) => app.handle(request) }];
}

async function whyNotReady({ store }: Desk): Promise<string | undefined> {
  await sql`select 1`.execute(store.db);
  return undefined;
}
