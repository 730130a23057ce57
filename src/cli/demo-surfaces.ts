import type { ChartDrawer } from "../charts/drawer.ts";
import { conversationReferences } from "../store/conversation-references.ts";
import { slackSurface } from "../surfaces/slack/slack-surface.ts";
import { teamsSurface } from "../surfaces/teams/teams-surface.ts";
import type { Desk } from "./open-desk.ts";

/** Slack and Teams to look at: nothing is posted. Buttons are shown, since the page answers them. */
export function demoSurfaces({ store, accountId, logger, clock }: Desk, drawer: ChartDrawer) {
  const hasCommands = true;
  const references = conversationReferences(store.db, accountId, "teams");
  return {
    slack: slackSurface({ botToken: "", drawer, logger, hasCommands }),
    teams: teamsSurface({ references, drawer, logger, clock, hasCommands }),
  };
}
