import type { WebClient } from "@slack/web-api";
import { DeliveryError, type RenderedFile } from "../surface.ts";
import { deliveryError, slackCode } from "./slack-errors.ts";

// The type is set within a second or two as a rule; together 10 s.
const POLLS = 20;
const POLL_INTERVAL_MS = 500;
const BYTES_TIMEOUT_MS = 30_000;

export type Sleep = (milliseconds: number) => Promise<void>;

/** Where a file is to be seen. Without a place only the bot sees it, until a message shows it. */
export interface SharePlace {
  readonly channel: string;
  readonly thread?: string;
}

type Upload = Pick<RenderedFile, "name" | "bytes"> & Partial<Pick<RenderedFile, "altText">>;

/**
 * Uploads a picture and waits until Slack knows what it is: a message that shows it earlier is refused.
 *
 * @returns the file's id
 * @throws DeliveryError, never `unclear`: nothing is posted yet
 */
export async function uploadPicture(
  client: WebClient,
  picture: RenderedFile,
  sleep: Sleep,
  place?: SharePlace,
): Promise<string> {
  try {
    const id = await uploadFile(client, picture, place);
    await untilReady(client, id, sleep);
    return id;
  } catch (error) {
    throw deliveryError(error, "preparing", `uploading ${picture.name}`);
  }
}

/**
 * Uploads a file, and posts it where a place is given.
 *
 * @returns its id
 * @throws DeliveryError, never `unclear`
 */
export async function uploadFile(client: WebClient, file: Upload, place?: SharePlace): Promise<string> {
  const what = `uploading ${file.name}`;
  try {
    const { upload_url: address, file_id: id } = await client.files.getUploadURLExternal({
      filename: file.name,
      length: file.bytes.length,
      ...(file.altText !== undefined && { alt_text: file.altText.slice(0, 1_000).toWellFormed() }),
    });
    if (!address || !id) throw new DeliveryError("retry", `${what}: Slack gave no address`);
    await sendBytes(address, file, what);
    const files: [{ id: string; title: string }] = [{ id, title: file.name }];
    await client.files.completeUploadExternal(
      place?.thread === undefined
        ? { files, ...(place && { channel_id: place.channel }) }
        : { files, channel_id: place.channel, thread_ts: place.thread },
    );
    return id;
  } catch (error) {
    throw deliveryError(error, "preparing", what);
  }
}

async function sendBytes(address: string, file: Upload, what: string): Promise<void> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: new Uint8Array(file.bytes),
    signal: AbortSignal.timeout(BYTES_TIMEOUT_MS),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new DeliveryError("retry", `${what}: HTTP ${response.status}`);
}

/** Gives up silently after 10 s, or where asking is not allowed: whether the file will do, the posting shows. */
async function untilReady(client: WebClient, id: string, sleep: Sleep): Promise<void> {
  for (let poll = 0; poll < POLLS; poll++) {
    if (await isReady(client, id)) return;
    await sleep(POLL_INTERVAL_MS);
  }
}

async function isReady(client: WebClient, id: string): Promise<boolean> {
  try {
    const { file } = await client.files.info({ file: id });
    return Boolean(file?.mimetype);
  } catch (error) {
    if (slackCode(error) === "missing_scope") return true;
    throw error;
  }
}
