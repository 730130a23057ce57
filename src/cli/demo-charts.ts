import { randomBytes } from "node:crypto";
import { chartRoute } from "../charts/chart-route.ts";
import { quickchartDrawer } from "../charts/quickchart-drawer.ts";
import type { Route } from "../http/route.ts";

/** An https address that leads nowhere: platforms are given no other kind, and the page's own server has none. */
const STAND_IN = "https://charts.demo.invalid";

/** Pictures of charts for the sample desk's page, by addresses on its own server. */
export function demoCharts() {
  const key = randomBytes(32).toString("hex");
  const publicUrl = new URL(STAND_IN);
  const route = chartRoute({ key });
  return {
    drawer: quickchartDrawer({ baseUrl: publicUrl, key, publicUrl }),
    routes: [{ method: "GET", path: "/chart", handle: route }] satisfies readonly Route[],
    /** What was made for a platform, with the addresses as the page reaches them. */
    onPage: <T>(made: T): T => JSON.parse(JSON.stringify(made).replaceAll(`${STAND_IN}/`, "/")),
  };
}
