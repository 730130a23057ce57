import { conversationReferences } from "../store/conversation-references.ts";
import type { TeamsSettings } from "../surfaces/teams/teams-settings.ts";
import { teamsSettings } from "../surfaces/teams/teams-settings.ts";
import type { Desk } from "./open-desk.ts";

/** What both sides of Teams, posting and listening, are made from; undefined where Teams is not set up. */
export function teamsOptions(desk: Desk) {
  const settings: TeamsSettings | undefined = teamsSettings(desk.environment);
  if (!settings) return undefined;
  return {
    credentials: settings.credentials,
    references: conversationReferences(desk.store.db, desk.accountId, "teams"),
    logger: desk.logger,
  };
}
