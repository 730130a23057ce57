import type { AnswerFile } from "../../commands/command.ts";
import { directChat } from "./direct-chat.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { deliveryError } from "./slack-errors.ts";
import { uploadFile } from "./upload-picture.ts";

/** Sends a file to one person's direct chat with the bot. Returns what to tell them. Never throws. */
export async function sendFile(
  { client, logger }: SlackDesk,
  user: string,
  file: AnswerFile,
): Promise<string> {
  try {
    await uploadFile(client, file, { channel: await directChat(client, user) });
    return `${file.name} is in your direct chat with me: nobody else gets it.`;
  } catch (error) {
    const { message } = deliveryError(error, "preparing", `sending ${file.name}`);
    logger.warn({ file: file.name, reason: message }, "A file could not be sent");
    return `${file.name} could not be sent to you. Try again in a moment.`;
  }
}
