import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import { type DeliveryContext, DeliveryError, type PostedMessage } from "../surface.ts";
import type { DrawnPicture } from "./draw-pictures.ts";
import { DELIVERY_EVENT } from "./find-message.ts";
import type { Picture } from "./section-to-blocks.ts";
import { complaintsOf, deliveryError } from "./slack-errors.ts";
import { type Sleep, uploadPicture } from "./upload-picture.ts";

// A file may not be ready although its type is known.
const PAUSES_MS = [1_000, 2_000, 4_000];

export interface Post {
  readonly client: WebClient;
  readonly target: string;
  readonly text: string;
  /** The message with these pictures in it. */
  readonly blocks: (pictures: readonly Picture[]) => KnownBlock[];
  readonly drawn: readonly DrawnPicture[];
  readonly pictures: readonly Picture[];
  readonly delivery: DeliveryContext;
  readonly sleep: Sleep;
  readonly logger: Logger;
}

/**
 * Posts the message. If Slack keeps refusing a picture in it, the message goes without and the pictures follow in its
 * thread.
 *
 * @throws DeliveryError
 */
export async function postMessage(post: Post): Promise<PostedMessage> {
  for (const pause of PAUSES_MS) {
    try {
      return await send(post, post.pictures);
    } catch (error) {
      if (!isAboutPictures(error)) throw error;
      await post.sleep(pause);
    }
  }
  const posted = await send(
    post,
    post.pictures.map((picture) =>
      typeof picture === "object" && "fileId" in picture ? { problem: "it follows in the thread" } : picture,
    ),
  );
  await shareInThread(post, posted);
  return posted;
}

async function send(post: Post, pictures: readonly Picture[]): Promise<PostedMessage> {
  const { client, text, delivery } = post;
  const { replyTo } = delivery;
  // A person's id stands for a chat that has an id of its own, which the message to reply to names.
  const target = replyTo?.target ?? post.target;
  const what = `posting to ${target}`;
  try {
    const answer = await client.chat.postMessage({
      channel: target,
      text,
      blocks: post.blocks(pictures),
      metadata: { event_type: DELIVERY_EVENT, event_payload: { delivery_id: delivery.deliveryId } },
      ...(replyTo && { thread_ts: replyTo.messageId }),
      unfurl_links: false,
      unfurl_media: false,
    });
    if (!answer.ts) throw new DeliveryError("unclear", `${what}: Slack confirmed it without naming it`);
    return { target: answer.channel ?? target, messageId: answer.ts };
  } catch (error) {
    throw deliveryError(error, "posting", what);
  }
}

function isAboutPictures(error: unknown): boolean {
  return complaintsOf(error).some((complaint) => /invalid slack file|slack_file/i.test(complaint));
}

/** The message is posted: whatever goes wrong from here on must not make anybody post it again. */
async function shareInThread(post: Post, posted: PostedMessage): Promise<void> {
  const place = { channel: posted.target, thread: posted.messageId };
  for (const picture of post.drawn) {
    if ("problem" in picture) continue;
    try {
      await uploadPicture(post.client, picture, post.sleep, place);
    } catch (error) {
      post.logger.warn({ file: picture.name, reason: reason(error) }, "a picture could not be shared");
    }
  }
}
