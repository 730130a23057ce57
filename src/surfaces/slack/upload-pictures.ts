import type { WebClient } from "@slack/web-api";
import type { Logger } from "../../logger.ts";
import { DeliveryError } from "../surface.ts";
import type { DrawnPicture } from "./draw-pictures.ts";
import type { Picture } from "./section-to-blocks.ts";
import { deliveryError, neverReached, slackCode } from "./slack-errors.ts";
import { tokenCodes } from "./slack-remedies.ts";
import { type Sleep, uploadPicture } from "./upload-picture.ts";

const PAUSES_MS = [1_000, 3_000];

/**
 * The pictures at Slack, in their order. One that cannot be uploaded after its retries is replaced by the reason.
 *
 * @throws DeliveryError `retry` where the whole delivery can wait (rate limit, Slack not reached), `refused` for a bad token
 */
export async function uploadPictures(
  client: WebClient,
  drawn: readonly DrawnPicture[],
  sleep: Sleep,
  logger: Logger,
): Promise<Picture[]> {
  return Promise.all(
    drawn.map(async (picture): Promise<Picture> => {
      if ("problem" in picture) return picture;
      try {
        return { fileId: await withRetries(() => uploadPicture(client, picture, sleep), sleep) };
      } catch (error) {
        const failed = deliveryError(error, "preparing", `uploading ${picture.name}`);
        if (stopsEverything(failed)) throw failed;
        logger.warn({ file: picture.name, reason: failed.message }, "a chart is posted without its picture");
        return { problem: "Slack did not take the picture" };
      }
    }),
  );
}

async function withRetries<T>(action: () => Promise<T>, sleep: Sleep): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await action();
    } catch (error) {
      const mayPass = error instanceof DeliveryError && error.failure === "retry";
      if (!mayPass || error.retryAfterMs !== undefined) throw error;
      await sleep(pause);
    }
  }
  return action();
}

/** Posting would fail in the same way, or wins nothing by going on without the picture. */
function stopsEverything(error: DeliveryError): boolean {
  return error.retryAfterMs !== undefined || neverReached(error) || tokenCodes.has(slackCode(error) ?? "");
}
