import { besides } from "./answer-alone.ts";
import { answerMessage } from "./answer-blocks.ts";
import type { Interaction } from "./interaction.ts";
import { updateModal } from "./modals.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { tellAsker } from "./tell-asker.ts";
import { answerView, loadingView, messageView } from "./views.ts";
import { withSlowNotice } from "./with-slow-notice.ts";

/** Answers a line in an open modal; where that cannot be, as a message to the asker alone. */
export async function answerInModal(
  desk: SlackDesk,
  line: string,
  from: Interaction,
  viewId: string,
): Promise<void> {
  const { place } = from.asker;
  const answer = await withSlowNotice(
    desk.answers.answer(line, from.asker),
    desk.patience.slowMs,
    async () => void (await updateModal(desk, viewId, loadingView(place))),
  );
  // A form is shown in this modal, not in another.
  const { form: _form, ...rest } = answer;
  const remarks = await besides(desk, rest, from);
  if (await updateModal(desk, viewId, answerView(answer, place, desk.drawer, remarks))) return;
  await updateModal(desk, viewId, messageView(place, "This could not be shown here."));
  await tellAsker(desk, from, answerMessage(answer, desk.drawer, remarks), false);
}
