import { reason } from "../../../errors.ts";
import { type SlackChannel, slackChannel } from "../../../surfaces/slack/slack-channel.ts";
import type { Check } from "../check.ts";
import { type Finding, fine, problem, warning } from "../finding.ts";
import { type SentThere, sentThere } from "../sent-there.ts";
import { slackOf } from "../slack-of.ts";

/** Whether the bot can post where digests and alerts go. */
export const slackChannels: Check = {
  name: "slack-channels",
  async look(room) {
    const byTarget = sentThere(room, "slack");
    const slack = slackOf(room);
    if (!slack) {
      return [...byTarget].map(([target, { goes }]) =>
        problem(
          `${goes} to Slack (${target}), which is not set up.`,
          "Set SLACK_BOT_TOKEN; docs/slack.md tells how.",
        ),
      );
    }
    return await Promise.all(
      [...byTarget].map(async ([target, sent]) => {
        // What is sent to a person goes to their direct messages, which need no invitation.
        if (/^[UWD]/.test(target)) return fine(`${sent.goes} to ${target} alone.`);
        const channel = await slackChannel(slack, target).catch((error: unknown) => reason(error));
        if (typeof channel === "string") return problem(channel, "Remove the cause, then ask again.");
        return findingOf(channel, target, sent);
      }),
    );
  },
};

function findingOf(channel: SlackChannel, target: string, { names, goes }: SentThere): Finding {
  switch (channel.state) {
    case "member":
      return fine(`The bot is in ${channel.name}, where ${goes}.`);
    case "outside":
      return problem(
        `The bot is not in ${channel.name}, where ${goes}.`,
        `Type /invite @deskpulse in ${channel.name}.`,
      );
    case "archived":
      return problem(
        `${channel.name}, where ${goes}, is archived.`,
        `Unarchive it, or name another target for ${names}.`,
      );
    case "unseen":
      return problem(
        `There is no channel ${target} that the bot can see, where ${goes}.`,
        `Check the id (it is at the end of the channel's details); if the channel is private, type /invite @deskpulse in it.`,
      );
    case "hidden":
      return warning(
        `Slack does not tell about ${target}, where ${goes}: it may be private.`,
        "See that the bot is in it (type /invite @deskpulse there), and that the token has every scope.",
      );
    default:
      return channel satisfies never;
  }
}
