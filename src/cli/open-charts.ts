import type { ChartDrawer } from "../charts/drawer.ts";
import { openLoopbackCharts } from "../charts/loopback-charts.ts";
import { quickchartDrawer } from "../charts/quickchart-drawer.ts";
import { processSecret } from "../store/secrets.ts";
import type { Desk } from "./open-desk.ts";

/** The secret that signs the addresses of charts, the same for all processes on one store. */
export function chartKey(desk: Desk): Promise<string> {
  return processSecret(desk.store.db, desk.accountId, "chart");
}

/**
 * Charts for a command that runs beside, or without, `deskpulse start`: drawn in this process, while their public
 * addresses are those of the server.
 */
export async function openCharts(desk: Desk): Promise<{ drawer: ChartDrawer; close(): Promise<void> }> {
  const { QUICKCHART_URL, PUBLIC_URL } = desk.environment;
  const quickchartUrl = QUICKCHART_URL === undefined ? undefined : new URL(QUICKCHART_URL);
  const loopback = await openLoopbackCharts({ quickchartUrl });
  const { drawer, close } = loopback;
  if (PUBLIC_URL === undefined) return loopback;
  const publicUrl = new URL(PUBLIC_URL);
  const published = quickchartDrawer({ baseUrl: publicUrl, key: await chartKey(desk), publicUrl });
  return { drawer: { draw: drawer.draw, publicUrl: published.publicUrl }, close };
}
