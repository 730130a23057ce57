import { chatAnswers } from "../answering/chat-answers.ts";
import type { ChartDrawer } from "../charts/drawer.ts";
import { pauseTarget, resumeTarget } from "../store/paused-targets.ts";
import { type TeamsApp, teamsApp } from "../surfaces/teams/teams-app.ts";
import { teamsProfiles } from "../surfaces/teams/teams-profiles.ts";
import type { Desk } from "./open-desk.ts";
import { teamsOptions } from "./teams-options.ts";

const REMOVED = "The app was removed there; add it again in Teams";

/**
 * What listens to Teams; undefined where Teams is not set up.
 *
 * @throws OperationError when it would take unauthenticated requests from other machines
 */
export async function openTeamsDoor(desk: Desk, drawer: ChartDrawer): Promise<TeamsApp | undefined> {
  const options = teamsOptions(desk);
  if (!options) return undefined;
  const { environment, store, accountId, config, logger, clock } = desk;
  const profiles = teamsProfiles(options);
  const key = (target: string) => ({ accountId, platform: "teams" as const, target });
  return await teamsApp({
    ...options,
    answers: chatAnswers({ db: store.db, accountId, config, logger, profiles, clock }),
    profiles,
    clock,
    publicUrl: drawer.publicUrl,
    host: environment.HOST,
    async onGone(targets) {
      for (const target of targets) await pauseTarget(store.db, key(target), REMOVED, clock.now());
    },
    // Whatever it was paused for, the bot may post there now.
    onThere: (target) => resumeTarget(store.db, key(target)),
  });
}
