import type { Answer } from "../../commands/command.ts";
import { answerMessage, type SlackMessage } from "./answer-blocks.ts";
import type { Interaction } from "./interaction.ts";
import { isOpened, openModal } from "./modals.ts";
import { postNotice } from "./post-notice.ts";
import { sendFile } from "./send-file.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { tellAsker } from "./tell-asker.ts";
import { formView } from "./views.ts";
import { withSlowNotice } from "./with-slow-notice.ts";

const working: SlackMessage = {
  text: "Working on it…",
  blocks: [{ type: "context", elements: [{ type: "plain_text", text: "Working on it…", emoji: true }] }],
};

/**
 * Answers a line to whoever asked, to be seen by nobody else; once, however often Slack sends the request.
 *
 * @param replaces the answer takes the place of the message that was tapped, which must be the asker's own
 */
export async function answerAlone(
  desk: SlackDesk,
  line: string,
  from: Interaction,
  replaces: boolean,
): Promise<void> {
  let wasSlow = false;
  const answer = await withSlowNotice(answerOnce(desk, line, from), desk.patience.slowMs, async () => {
    wasSlow = from.responseUrl !== undefined;
    if (wasSlow) await tellAsker(desk, from, working, replaces);
  });
  if (!answer) return;
  const remarks = await besides(desk, answer, from);
  // With a slash command's address, what is replaced is "working on it"; with a shared message's it would be that message.
  const replacesNotice = wasSlow && from.isCommand === true;
  await tellAsker(desk, from, answerMessage(answer, desk.drawer, remarks), replaces || replacesNotice);
}

/** Undefined where the request has been taken on before. */
async function answerOnce(
  { answers }: SlackDesk,
  line: string,
  { triggerId, asker }: Interaction,
): Promise<Answer | undefined> {
  return (await answers.isFirst(triggerId, "slack")) ? await answers.answer(line, asker) : undefined;
}

/** Does what belongs to an answer beside its words, and says what became of it. */
export async function besides(
  desk: SlackDesk,
  { file, notice, form }: Answer,
  from: Interaction,
): Promise<readonly string[]> {
  const { user, place } = from.asker;
  const said = await Promise.all([
    file ? sendFile(desk, user.id, file) : undefined,
    notice !== undefined && place.kind !== "personal" ? postNotice(desk, place.channel, notice) : undefined,
    form ? openForm(desk, formView(form, place), from) : undefined,
  ]);
  return said.flatMap((remark) => remark ?? []);
}

async function openForm(
  desk: SlackDesk,
  view: ReturnType<typeof formView>,
  { triggerId }: Interaction,
): Promise<string | undefined> {
  const opened = await openModal(desk, triggerId, view);
  return isOpened(opened) ? undefined : "The form could not be opened: ask for it once more.";
}
