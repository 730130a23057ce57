import type { IFileConsentInvokeActivity } from "@microsoft/teams.api";
import type { AnswerFile } from "../../commands/command.ts";
import { reason } from "../../errors.ts";
import { conversationOf, requestId } from "./activity-facts.ts";
import { readPress } from "./card-press.ts";
import { fileInfo } from "./file-messages.ts";
import { teamsAsker } from "./teams-asker.ts";
import { wordMessage } from "./teams-posts.ts";
import type { TeamsRoom } from "./teams-room.ts";

/**
 * Saves a file that somebody agreed to into their own OneDrive. It is made anew from its line, by what they may see now;
 * what they agreed to earlier is no permission.
 */
export async function saveFile(activity: IFileConsentInvokeActivity, room: TeamsRoom): Promise<void> {
  const here = conversationOf(activity);
  const asker = teamsAsker(activity);
  const { action, context, uploadInfo } = activity.value;
  const press = readPress(context);
  if (!(await room.answers.isFirst(requestId(activity), "teams"))) return;
  const said = async (text: string) => void (await room.posts.post(here, wordMessage(text)));
  if (action !== "accept") return await said("Nothing was saved.");
  const { uploadUrl, contentUrl, name } = uploadInfo ?? {};
  if (!press || !uploadUrl || !contentUrl || asker.place.kind !== "personal" || !room.trustsUpload(uploadUrl))
    return await said("That file cannot be saved. Please ask for it again.");
  const answer = await room.answers.answer(press.command, asker);
  if (!answer.file) return await said(answer.report.summary);
  try {
    await upload(uploadUrl, answer.file);
  } catch (error) {
    room.logger.warn({ source: "teams", reason: reason(error) }, "A file could not be saved");
    return await said("OneDrive did not take the file. Please ask for it again.");
  }
  const { uniqueId, fileType } = uploadInfo ?? {};
  const saved = fileInfo({ name: name ?? answer.file.name, contentUrl, uniqueId, fileType });
  if (activity.replyToId === undefined) await room.posts.post(here, saved);
  else await room.posts.update(here, activity.replyToId, saved);
}

const UPLOAD_MS = 30_000;

/** In one piece, as OneDrive's upload sessions take it. No token of ours goes along: the address is the right to it. */
async function upload(url: string, { bytes }: AnswerFile): Promise<void> {
  const response = await fetch(url, {
    method: "PUT",
    headers: {
      "content-type": "application/octet-stream",
      "content-range": `bytes 0-${bytes.length - 1}/${bytes.length}`,
    },
    body: new Uint8Array(bytes),
    redirect: "error",
    signal: AbortSignal.timeout(UPLOAD_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
}
