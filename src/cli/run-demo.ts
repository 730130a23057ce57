import { once } from "node:events";
import { composeDigest } from "../digests/compose-digest.ts";
import { httpServer } from "../http/http-server.ts";
import { commandRoute } from "../studio/command-route.ts";
import { messageRoute } from "../studio/message-route.ts";
import type { StudioMessages } from "../studio/studio-messages.ts";
import { studioRoutes } from "../studio/studio-routes.ts";
import { consoleSurface } from "../surfaces/console/console-surface.ts";
import { demoAnswers } from "./demo-answers.ts";
import { type DemoChannel, demoChannel } from "./demo-channel.ts";
import { demoCharts } from "./demo-charts.ts";
import { writeAlert, writeDigest } from "./demo-files.ts";
import { openDemoAlerts, startDemoLive } from "./demo-live.ts";
import { demoPeople, demoSuggestions } from "./demo-people.ts";
import { demoProgress } from "./demo-progress.ts";
import { demoSurfaces } from "./demo-surfaces.ts";
import { openCharts } from "./open-charts.ts";
import { type DemoDesk, openDemoDesk } from "./open-demo-desk.ts";

export interface DemoOptions {
  /** End after the digest and an alert. */
  readonly isOnce: boolean;
  readonly outDirectory: string;
}

/**
 * Shows the sample desk's morning digest and an alert of that morning: printed, written to files, and unless `isOnce` in
 * the browser until stopped, where time goes on.
 */
export async function runDemo({ isOnce, outDirectory }: DemoOptions): Promise<void> {
  const line = demoProgress();
  const desk = await openDemoDesk(line.progress);
  try {
    const messages = await digestMessages(desk);
    const charts = demoCharts();
    const { slack, teams } = demoSurfaces(desk, charts.drawer);
    const channel = demoChannel(slack, teams);
    await openDemoAlerts(desk, channel);
    line.end();
    const alert = (await channel.messages()).find(({ takingOn }) => takingOn !== null);
    const paths = [
      ...(await writeDigest(outDirectory, messages)),
      ...(alert ? await writeAlert(outDirectory, alert) : []),
    ];
    process.stdout.write(`${messages.console.text}\n`);
    if (alert) process.stdout.write(`An alert of the same morning:\n\n${alert.text}\n\n`);
    process.stdout.write(`Written:\n${paths.map((path) => `  ${path}\n`).join("")}`);
    if (!isOnce) await stayUp(desk, messages, charts, channel, alert?.takingOn ?? undefined);
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
  const { drawer } = charts;
  const { slack, teams } = demoSurfaces(desk, drawer);
  try {
    return {
      report,
      slack: await slack.render(report),
      teams: await teams.render(report),
      console: await consoleSurface({ drawer, outDirectory: undefined, write: () => undefined }).render(
        report,
      ),
    };
  } finally {
    await charts.close();
  }
}

/** Serves the digest and the alerts, and answers commands as Slack and Teams do, on loopback, until told to stop. */
async function stayUp(
  desk: DemoDesk,
  messages: StudioMessages,
  charts: ReturnType<typeof demoCharts>,
  channel: DemoChannel,
  takingOn: string | undefined,
): Promise<void> {
  const { environment, logger } = desk;
  const live = startDemoLive(desk, channel);
  const suggestions = [...demoSuggestions, ...(takingOn === undefined ? [] : [takingOn])];
  const box = { people: demoPeople, suggestions, hasMessages: true };
  const routes = [
    ...studioRoutes(async () => messages, box),
    commandRoute(demoAnswers({ ...desk, clock: live.clock }, charts)),
    messageRoute(channel.messages),
    ...charts.routes,
  ];
  try {
    const server = await httpServer({ host: "127.0.0.1", port: environment.PORT, routes, logger });
    process.stdout.write(
      `\nAs Slack and as Teams show it, and to ask it yourself: ${server.url}\nAlerts that come up and go while you watch: ${server.url}/#alerts\nPress Ctrl-C to end.\n`,
    );
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await server.close();
  } finally {
    await live.stop();
  }
}
