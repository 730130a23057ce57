import type { WebClient } from "@slack/web-api";
import type { DeliveryContext, PostedMessage } from "../surface.ts";
import { directChat } from "./direct-chat.ts";
import { deliveryError, slackCode } from "./slack-errors.ts";

export const DELIVERY_EVENT = "deskpulse_delivery";

// Slack's clock and ours may differ a little.
const CLOCK_TOLERANCE_MS = 60_000;
const PAGE = 200;

// No right to read here. Posting may still work, so the sender decides. One page of Slack's says that bots have none to
// threads in channels (https://docs.slack.dev/reference/methods/conversations.replies), though the scopes are granted.
const mayNotAsk: ReadonlySet<string> = new Set([
  "missing_scope",
  "no_permission",
  "not_in_channel",
  "not_allowed_token_type",
  "access_denied",
  "method_not_supported_for_channel_type",
  "user_not_found",
]);

/**
 * Looks for the message of a delivery by the id in its metadata, since the first attempt left: through the channel, or
 * through the thread where it is a reply. A message that somebody deleted in the meantime counts as not there.
 *
 * @throws DeliveryError when Slack did not answer
 */
export async function findMessage(
  client: WebClient,
  target: string,
  delivery: DeliveryContext,
): Promise<PostedMessage | undefined | "cannot-ask"> {
  const oldest = ((delivery.firstAttemptAt.getTime() - CLOCK_TOLERANCE_MS) / 1_000).toFixed(6);
  let cursor: string | undefined;
  try {
    const channel = await channelOf(client, delivery.replyTo?.target ?? target);
    do {
      const asked = { channel, oldest, include_all_metadata: true, limit: PAGE, ...(cursor && { cursor }) };
      const page = delivery.replyTo
        ? await client.conversations.replies({ ...asked, ts: delivery.replyTo.messageId })
        : await client.conversations.history(asked);
      const found = page.messages?.find((message) => isOf(message.metadata, delivery.deliveryId));
      if (found?.ts) return { target: channel, messageId: found.ts };
      cursor = page.response_metadata?.next_cursor;
    } while (cursor);
    return undefined;
  } catch (error) {
    const code = slackCode(error) ?? "";
    if (mayNotAsk.has(code)) return "cannot-ask";
    if (code === "thread_not_found") return undefined;
    const failed = deliveryError(error, "preparing", `looking for the message in ${target}`);
    if (delivery.replyTo && failed.failure === "refused") return "cannot-ask";
    throw failed;
  }
}

/** A person's id stands for a direct chat, whose history has an id of its own. */
async function channelOf(client: WebClient, target: string): Promise<string> {
  return /^[UW]/.test(target) ? await directChat(client, target) : target;
}

function isOf(
  metadata: { readonly event_type?: string; readonly event_payload?: object } | undefined,
  deliveryId: string,
): boolean {
  if (metadata?.event_type !== DELIVERY_EVENT || !metadata.event_payload) return false;
  return "delivery_id" in metadata.event_payload && metadata.event_payload.delivery_id === deliveryId;
}
