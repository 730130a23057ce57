import type { ChartDrawer } from "../charts/drawer.ts";
import { consoleSurface } from "../surfaces/console/console-surface.ts";
import type { Platform, Surface } from "../surfaces/surface.ts";
import type { Desk } from "./open-desk.ts";
import { isSlackAnswered, slackLinks, slackOptions } from "./slack-options.ts";
import { teamsOptions } from "./teams-options.ts";

/**
 * The surfaces that can be posted to: the console, and those that have credentials.
 *
 * @param outDirectory where the console's pictures are written; it has none without
 */
export async function surfacesOf(
  desk: Desk,
  drawer: ChartDrawer,
  outDirectory?: string,
): Promise<ReadonlyMap<string, Surface>> {
  const slack = slackOptions(desk);
  const teams = teamsOptions(desk);
  const surfaces = [
    consoleSurface({ drawer, outDirectory, write: print }),
    ...(slack
      ? [
          (await slackSide()).slackSurface({
            ...slack,
            drawer,
            hasCommands: isSlackAnswered(desk),
            links: slackLinks(desk),
          }),
        ]
      : []),
    ...(teams
      ? [(await teamsSide()).teamsSurface({ ...teams, drawer, clock: desk.clock, hasCommands: true })]
      : []),
  ];
  return new Map(surfaces.map((surface) => [surface.platform, surface]));
}

/** A surface to look at messages with; it needs no credentials, since nothing is posted. */
export async function previewSurface(platform: Platform, desk: Desk, drawer: ChartDrawer): Promise<Surface> {
  const { logger, clock } = desk;
  switch (platform) {
    case "console":
      return consoleSurface({ drawer, outDirectory: undefined, write: print });
    case "slack":
      return (await slackSide()).slackSurface({
        botToken: "",
        drawer,
        logger,
        hasCommands: isSlackAnswered(desk),
      });
    case "teams":
      return (await teamsSide()).teamsSurface({
        drawer,
        logger,
        clock,
        references: nowhere,
        hasCommands: true,
      });
    default:
      return platform satisfies never;
  }
}

// The SDKs take half a second to load, which commands that do not speak to them need not wait for.
const slackSide = () => import("../surfaces/slack/slack-surface.ts");
const teamsSide = () => import("../surfaces/teams/teams-surface.ts");

function print(text: string): void {
  process.stdout.write(text);
}

const nowhere = {
  find: async () => undefined,
  save: async () => undefined,
  remove: async () => undefined,
  removeTeam: async () => [],
  personal: async () => undefined,
  personalOf: async () => undefined,
};
