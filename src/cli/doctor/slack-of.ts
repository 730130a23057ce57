import type { DoctorRoom } from "./doctor-room.ts";

const TIMEOUT_MS = 6_000;

/** What Slack is asked with; undefined where it is not set up. */
export function slackOf({ environment, logger }: DoctorRoom) {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = environment;
  return botToken === undefined ? undefined : { botToken, apiUrl, logger, timeoutMs: TIMEOUT_MS };
}
