import { platformLimits } from "../platform-limits.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { deliveryError, slackCode } from "./slack-errors.ts";
import { escaped } from "./slack-text.ts";

const notThere = ["not_in_channel", "channel_not_found"];

/**
 * Says in a channel what everybody there may know.
 *
 * @returns what the asker is to be told; undefined when it was said. Never throws.
 */
export async function postNotice(
  { client, logger }: SlackDesk,
  channel: string,
  notice: string,
): Promise<string | undefined> {
  try {
    await client.chat.postMessage({
      channel,
      text: escaped(notice, platformLimits.slack.fallbackText),
      unfurl_links: false,
    });
    return undefined;
  } catch (error) {
    if (notThere.includes(slackCode(error) ?? "")) {
      return "I am not in that channel yet, so nothing can be posted there: type /invite @deskpulse in it.";
    }
    logger.warn({ reason: deliveryError(error, "preparing", "a notice").message }, "A notice was not posted");
    return "The channel could not be told.";
  }
}
