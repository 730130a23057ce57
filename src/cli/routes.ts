import type { RequestListener } from "node:http";
import { sql } from "kysely";
import { chartRoute } from "../charts/chart-route.ts";
import { healthRoutes } from "../http/health-routes.ts";
import type { Route } from "../http/route.ts";
import type { DeskMetrics } from "../observability/desk-metrics.ts";
import { metricsRoute } from "../observability/metrics-route.ts";
import { slackEventsPath } from "../surfaces/slack/slack-app.ts";
import type { TeamsApp } from "../surfaces/teams/teams-app.ts";
import { eventsRoutes } from "./events-routes.ts";
import { instanceId } from "./instance-id.ts";
import type { Desk } from "./open-desk.ts";
import { sourceRoutes } from "./source-routes.ts";

/** What listens to the chat platforms that are set up. */
export interface ChatDoors {
  readonly slack: RequestListener | undefined;
  readonly teams: TeamsApp | undefined;
}

/** Every door of the one server. */
export async function routesOf(
  desk: Desk,
  chartKey: string,
  metrics: DeskMetrics,
  { slack, teams }: ChatDoors,
): Promise<readonly Route[]> {
  const chart = chartRoute({ key: chartKey });
  return [
    ...healthRoutes(() => whyNotReady(desk), await instanceId(desk.store.db, desk.accountId)),
    metricsRoute(metrics),
    ...eventsRoutes(desk, metrics.ingest),
    ...(await sourceRoutes(desk, metrics.ingest)),
    { method: "GET", path: "/chart", handle: chart },
    { method: "POST", path: "/chart", handle: chart },
    ...(slack ? [{ method: "POST" as const, path: slackEventsPath, handle: slack }] : []),
    ...(teams ? [teamsRoute(teams)] : []),
  ];
}

function teamsRoute(teams: TeamsApp): Route {
  return { method: "POST", path: "/api/messages", answer: (request) => teams.handle(request) };
}

async function whyNotReady({ store }: Desk): Promise<string | undefined> {
  await sql`select 1`.execute(store.db);
  return undefined;
}
