import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { PostedMessage } from "../surface.ts";
import { deliveryError } from "./slack-errors.ts";

/**
 * Puts something else into the place of a message. A lost answer does no harm: it can be done again.
 *
 * @throws DeliveryError
 */
export async function updateMessage(
  client: WebClient,
  { target, messageId }: PostedMessage,
  content: { readonly text: string; readonly blocks: KnownBlock[] },
): Promise<void> {
  try {
    // Its metadata stay, by which it can be found.
    await client.chat.update({ channel: target, ts: messageId, ...content });
  } catch (error) {
    throw deliveryError(error, "preparing", `updating a message in ${target}`);
  }
}
