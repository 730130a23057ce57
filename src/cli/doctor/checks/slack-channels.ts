import { reason } from "../../../errors.ts";
import { type SlackChannel, slackChannel } from "../../../surfaces/slack/slack-channel.ts";
import type { Check } from "../check.ts";
import { digestsByTarget } from "../digests-by-target.ts";
import { type Finding, fine, problem, warning } from "../finding.ts";
import { listed } from "../listed.ts";
import { slackOf } from "../slack-of.ts";

/** Whether the bot can post where digests go. */
export const slackChannels: Check = {
  name: "slack-channels",
  async look(room) {
    const byTarget = digestsByTarget(room.digests, "slack");
    const slack = slackOf(room);
    if (!slack) {
      return [...byTarget].map(([target, digests]) =>
        problem(
          `${listed(digests)} goes to Slack (${target}), which is not set up.`,
          "Set SLACK_BOT_TOKEN; docs/slack.md tells how.",
        ),
      );
    }
    return await Promise.all(
      [...byTarget].map(async ([target, digests]) => {
        // A digest to a person goes to their direct messages, which need no invitation.
        if (/^[UWD]/.test(target)) return fine(`${listed(digests)} goes to ${target} alone.`);
        const channel = await slackChannel(slack, target).catch((error: unknown) => reason(error));
        if (typeof channel === "string") return problem(channel, "Remove the cause, then ask again.");
        return findingOf(channel, target, listed(digests));
      }),
    );
  },
};

function findingOf(channel: SlackChannel, target: string, digests: string): Finding {
  switch (channel.state) {
    case "member":
      return fine(`The bot is in ${channel.name}, where ${digests} goes.`);
    case "outside":
      return problem(
        `The bot is not in ${channel.name}, where ${digests} goes.`,
        `Type /invite @deskpulse in ${channel.name}.`,
      );
    case "archived":
      return problem(
        `${channel.name}, where ${digests} goes, is archived.`,
        `Unarchive it, or name another target for ${digests}.`,
      );
    case "unseen":
      return problem(
        `There is no channel ${target} that the bot can see, where ${digests} goes.`,
        `Check the id (it is at the end of the channel's details); if the channel is private, type /invite @deskpulse in it.`,
      );
    case "hidden":
      return warning(
        `Slack does not tell about ${target}, where ${digests} goes: it may be private.`,
        "See that the bot is in it (type /invite @deskpulse there), and that the token has every scope.",
      );
    default:
      return channel satisfies never;
  }
}
