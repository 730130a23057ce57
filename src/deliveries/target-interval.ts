import { platformLimits } from "../surfaces/platform-limits.ts";

const intervals: Readonly<Record<string, number>> = {
  slack: platformLimits.slack.channelMessageIntervalMs,
  teams: Math.ceil(30_000 / platformLimits.teams.conversationMessagesPer30Seconds),
};

/** The least time between two messages to one channel or chat of the platform, milliseconds. */
export function targetIntervalMs(platform: string): number {
  return intervals[platform] ?? 0;
}
