import type { Check } from "./check.ts";
import { alerts } from "./checks/alerts.ts";
import { businessHours } from "./checks/business-hours.ts";
import { charts } from "./checks/charts.ts";
import { clocks } from "./checks/clocks.ts";
import { deliveries } from "./checks/deliveries.ts";
import { digests } from "./checks/digests.ts";
import { escalations } from "./checks/escalations.ts";
import { facts } from "./checks/facts.ts";
import { people } from "./checks/people.ts";
import { port } from "./checks/port.ts";
import { publicAddress } from "./checks/public-address.ts";
import { slackChannels } from "./checks/slack-channels.ts";
import { slackDoor } from "./checks/slack-door.ts";
import { slackToken } from "./checks/slack-token.ts";
import { sources } from "./checks/sources.ts";
import { teamsChats } from "./checks/teams-chats.ts";
import { teamsToken } from "./checks/teams-token.ts";

/** Every check, in the order in which findings are told: what all else needs first. */
export const checks: readonly Check[] = [
  businessHours,
  facts,
  sources,
  clocks,
  slackToken,
  slackDoor,
  slackChannels,
  teamsToken,
  teamsChats,
  publicAddress,
  port,
  charts,
  digests,
  alerts,
  escalations,
  deliveries,
  people,
];
