import { once } from "node:events";
import { composeDigest } from "../digests/compose-digest.ts";
import { httpServer } from "../http/http-server.ts";
import type { StudioMessages } from "../studio/studio-messages.ts";
import { studioRoutes } from "../studio/studio-routes.ts";
import type { Platform } from "../surfaces/surface.ts";
import { writeMessages } from "./demo-files.ts";
import { demoProgress } from "./demo-progress.ts";
import { openCharts } from "./open-charts.ts";
import { type DemoDesk, openDemoDesk } from "./open-demo-desk.ts";
import { previewSurface } from "./surfaces-of.ts";

export interface DemoOptions {
  /** End after the digest. */
  readonly isOnce: boolean;
  readonly outDirectory: string;
}

/** Shows the sample desk's morning digest: printed, written to files, and unless `isOnce` in the browser until stopped. */
export async function runDemo({ isOnce, outDirectory }: DemoOptions): Promise<void> {
  const line = demoProgress();
  const desk = await openDemoDesk(line.progress);
  try {
    const messages = await digestMessages(desk);
    line.end();
    const paths = await writeMessages(outDirectory, messages);
    process.stdout.write(`${messages.console.text}\n`);
    process.stdout.write(`Written:\n${paths.map((path) => `  ${path}\n`).join("")}`);
    if (!isOnce) await stayUp(desk, messages);
  } finally {
    line.end();
    await desk.close();
  }
}

async function digestMessages(desk: DemoDesk): Promise<StudioMessages> {
  const { store, accountId, config, moment } = desk;
  const [digest] = config.digests;
  if (!digest) throw new Error("the sample desk has no digest");
  const { report } = await composeDigest(store.db, { accountId, digest, config, now: moment });
  const charts = await openCharts(desk);
  const render = async (platform: Platform) =>
    (await previewSurface(platform, desk, charts.drawer)).render(report);
  try {
    const [slack, teams, text] = [await render("slack"), await render("teams"), await render("console")];
    return { report, slack, teams, console: text };
  } finally {
    await charts.close();
  }
}

/** Serves the digest as Slack and as Teams show it, on loopback, until the process is told to stop. */
async function stayUp({ environment, logger }: DemoDesk, messages: StudioMessages): Promise<void> {
  const routes = studioRoutes(async () => messages);
  const server = await httpServer({ host: "127.0.0.1", port: environment.PORT, routes, logger });
  process.stdout.write(`\nAs Slack and as Teams show it: ${server.url}\nPress Ctrl-C to end.\n`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.close();
}
