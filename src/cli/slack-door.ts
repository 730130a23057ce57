import { chatAnswers } from "../answering/chat-answers.ts";
import type { ChartDrawer } from "../charts/drawer.ts";
import { knownDigests } from "../digests/known-digests.ts";
import { OperationError } from "../errors.ts";
import { alertSources } from "../jobs/alerts/alert-targets.ts";
import { digestTargets } from "../jobs/digest-targets.ts";
import { pauseTargets, resumeTargets } from "../store/paused-targets.ts";
import { checkSlackToken } from "../surfaces/slack/check-slack-token.ts";
import { type SlackApp, type SlackRemoval, slackApp } from "../surfaces/slack/slack-app.ts";
import { deliveryError } from "../surfaces/slack/slack-errors.ts";
import { slackProfiles } from "../surfaces/slack/slack-profiles.ts";
import type { Desk } from "./open-desk.ts";
import { slackOptions } from "./slack-options.ts";

/** Stands with the targets that are paused because of it, and is how they are found again. */
const REMOVED = "The Slack app was removed from its workspace, or its token was revoked";

/**
 * What listens to Slack, not started yet; undefined where Slack is not set up.
 *
 * @throws OperationError for a token that Slack refuses. That Slack does not answer is no reason not to start.
 */
export async function openSlackDoor(desk: Desk, drawer: ChartDrawer): Promise<SlackApp | undefined> {
  const options = slackOptions(desk);
  if (!options) return undefined;
  await greet(desk, options);
  const { environment, store, accountId, config, logger, clock } = desk;
  const { SLACK_SIGNING_SECRET, SLACK_APP_TOKEN } = environment;
  const profiles = slackProfiles(options);
  return slackApp({
    ...options,
    signingSecret: SLACK_SIGNING_SECRET,
    appToken: SLACK_APP_TOKEN,
    onRemoved: (why) => pauseSlack(desk, why),
    answering: {
      answers: chatAnswers({ db: store.db, accountId, config, logger, profiles, clock }),
      drawer,
    },
  });
}

async function pauseSlack(
  { store, accountId, config, clock, logger }: Desk,
  why: SlackRemoval,
): Promise<void> {
  logger.error({ ...why }, "Slack: the app was removed; install it again, set its new token, and restart");
  const digests = await knownDigests(store.db, accountId, config);
  const targets = [
    ...digests.flatMap(({ digest }) => digestTargets(digest)),
    ...alertSources(config).flatMap((source) => source.targets),
  ].flatMap(({ platform, target }) => (platform === "slack" ? target : []));
  const keys = [...new Set(targets)].map((target) => ({ accountId, platform: "slack" as const, target }));
  await pauseTargets(store.db, keys, REMOVED, clock.now());
}

async function resumeSlack({ store, accountId, logger }: Desk): Promise<void> {
  const resumed = await resumeTargets(store.db, { accountId, platform: "slack" }, REMOVED);
  if (resumed > 0) logger.info({ targets: resumed }, "Slack is back: its channels get their messages again");
}

async function greet(desk: Desk, options: NonNullable<ReturnType<typeof slackOptions>>): Promise<void> {
  try {
    const { workspace, botName, missingScopes } = await checkSlackToken(options);
    desk.logger.info({ workspace, botName }, "Slack knows the bot");
    await resumeSlack(desk);
    if (missingScopes.length > 0) {
      desk.logger.warn(
        { missingScopes },
        "The Slack app lacks scopes; install it again with the present manifest",
      );
    }
  } catch (error) {
    if (!(error instanceof OperationError) || !isPassing(error)) throw error;
    desk.logger.warn(
      { reason: error.message },
      "Slack does not answer; messages are tried when they are due",
    );
  }
}

function isPassing(error: OperationError): boolean {
  return deliveryError(error.cause, "preparing", "Slack").failure === "retry";
}
