import { once } from "node:events";
import { composeDigest } from "../digests/compose-digest.ts";
import { httpServer } from "../http/http-server.ts";
import { conversationReferences } from "../store/conversation-references.ts";
import { commandRoute } from "../studio/command-route.ts";
import type { StudioMessages } from "../studio/studio-messages.ts";
import { studioRoutes } from "../studio/studio-routes.ts";
import { consoleSurface } from "../surfaces/console/console-surface.ts";
import { slackSurface } from "../surfaces/slack/slack-surface.ts";
import { teamsSurface } from "../surfaces/teams/teams-surface.ts";
import { demoAnswers } from "./demo-answers.ts";
import { demoCharts } from "./demo-charts.ts";
import { writeMessages } from "./demo-files.ts";
import { demoPeople, demoSuggestions } from "./demo-people.ts";
import { demoProgress } from "./demo-progress.ts";
import { openCharts } from "./open-charts.ts";
import { type DemoDesk, openDemoDesk } from "./open-demo-desk.ts";

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
  const { drawer } = charts;
  const { logger, clock } = desk;
  const references = conversationReferences(store.db, accountId, "teams");
  // Buttons are shown, since the page answers them.
  const hasCommands = true;
  try {
    return {
      report,
      slack: await slackSurface({ botToken: "", drawer, logger, hasCommands }).render(report),
      teams: await teamsSurface({ references, drawer, logger, clock, hasCommands }).render(report),
      console: await consoleSurface({ drawer, outDirectory: undefined, write: () => undefined }).render(
        report,
      ),
    };
  } finally {
    await charts.close();
  }
}

/** Serves the digest and answers commands as Slack and Teams do, on loopback, until the process is told to stop. */
async function stayUp(desk: DemoDesk, messages: StudioMessages): Promise<void> {
  const { environment, logger } = desk;
  const charts = demoCharts();
  const routes = [
    ...studioRoutes(async () => messages, { people: demoPeople, suggestions: demoSuggestions }),
    commandRoute(demoAnswers(desk, charts)),
    ...charts.routes,
  ];
  const server = await httpServer({ host: "127.0.0.1", port: environment.PORT, routes, logger });
  process.stdout.write(
    `\nAs Slack and as Teams show it, and to ask it yourself: ${server.url}\nPress Ctrl-C to end.\n`,
  );
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.close();
}
