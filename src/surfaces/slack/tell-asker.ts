import { type SlackMessage, withoutPictures } from "./answer-blocks.ts";
import { directChat } from "./direct-chat.ts";
import type { Interaction } from "./interaction.ts";
import { RespondError, respond } from "./respond.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { deliveryError } from "./slack-errors.ts";

/**
 * Tells whoever asked, and nobody else: by the request's own address, else as a note in the channel that only they see,
 * else in their direct chat. Never throws: where none of these works there is nobody to tell.
 */
export async function tellAsker(
  desk: SlackDesk,
  from: Interaction,
  message: SlackMessage,
  replaces: boolean,
): Promise<void> {
  const problems: string[] = [];
  for (const way of waysTo(desk, from, message, replaces)) {
    try {
      await way();
      return;
    } catch (error) {
      problems.push(
        error instanceof RespondError ? error.message : deliveryError(error, "preparing", "telling").message,
      );
    }
  }
  desk.logger.error({ user: from.asker.user.id, problems }, "An answer reached nobody in Slack");
}

type Way = () => Promise<unknown>;

function waysTo({ client }: SlackDesk, from: Interaction, message: SlackMessage, replaces: boolean): Way[] {
  const { user, place } = from.asker;
  const { responseUrl } = from;
  const plain = withoutPictures(message);
  return [
    ...(responseUrl === undefined ? [] : [() => respondTwice(responseUrl, message, replaces)]),
    ...(place.kind === "personal"
      ? []
      : [() => client.chat.postEphemeral({ channel: place.channel, user: user.id, ...plain })]),
    async () => {
      const channel = await directChat(client, user.id);
      await client.chat.postMessage({ channel, unfurl_links: false, ...plain });
    },
  ];
}

/** A picture that Slack cannot load makes it refuse the whole message. */
async function respondTwice(address: string, message: SlackMessage, replaces: boolean): Promise<void> {
  try {
    await respond(address, message, replaces);
  } catch (error) {
    const hasPictures = message.blocks.some((block) => block.type === "image");
    if (!(error instanceof RespondError) || !error.isAboutMessage || !hasPictures) throw error;
    await respond(address, withoutPictures(message), replaces);
  }
}
