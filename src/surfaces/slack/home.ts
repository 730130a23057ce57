import type { HomeView, KnownBlock } from "@slack/types";
import type { ChatAsker } from "../../answering/chat-answers.ts";
import type { Answer } from "../../commands/command.ts";
import { writeActionState } from "../../messages/action-state.ts";
import { platformLimits } from "../platform-limits.ts";
import { actionIds } from "./actions-to-blocks.ts";
import { besides } from "./answer-alone.ts";
import { answerBlocks } from "./answer-blocks.ts";
import type { Interaction } from "./interaction.ts";
import { contextBlock } from "./section-to-blocks.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { deliveryError } from "./slack-errors.ts";
import { homeView } from "./views.ts";

const limits = platformLimits.slack;

/** What the Home shows is not computed again within a minute of the same person, however often they look. */
const FRESH_MS = 60_000;

/** A line that no command has: the button back to the overview. */
const OVERVIEW = "overview";

/** Somebody looks at the app's Home: their numbers. */
export async function showHome(desk: SlackDesk, asker: ChatAsker): Promise<void> {
  const { tenant, id } = asker.user;
  if (!(await desk.answers.isFirst(`home/${tenant}/${id}`, "slack", FRESH_MS))) return;
  await publishOverview(desk, asker);
}

/** Answers a tap on the Home in its place. */
export async function publishAnswer(desk: SlackDesk, line: string, from: Interaction): Promise<void> {
  if (line === OVERVIEW) {
    await publishOverview(desk, from.asker);
    return;
  }
  const answer = await desk.answers.answer(line, from.asker);
  const remarks = await besides(desk, answer, from);
  const blocks = [
    overviewButton(),
    ...answerBlocks(answer, desk.drawer),
    ...(remarks.length > 0 ? [contextBlock(remarks)] : []),
  ];
  await publish(desk, from.asker, homeView(blocks));
}

async function publishOverview(desk: SlackDesk, asker: ChatAsker): Promise<void> {
  const answers = await desk.answers.dashboard(asker);
  await publish(desk, asker, homeView(shared(answers, desk)));
}

/** Each answer gets an equal part of the Home. */
function shared(answers: readonly Answer[], { drawer }: SlackDesk): KnownBlock[] {
  const room = {
    characters: Math.floor(limits.messageText / answers.length),
    blocks: Math.floor(limits.blocksInModal / answers.length) - 1,
  };
  return answers.flatMap((answer, index) => [
    ...(index > 0 ? [{ type: "divider" as const }] : []),
    ...answerBlocks(answer, drawer, room),
  ]);
}

/** Never throws. */
async function publish({ client, logger }: SlackDesk, { user }: ChatAsker, view: HomeView): Promise<void> {
  try {
    await client.views.publish({ user_id: user.id, view });
  } catch (error) {
    const { message } = deliveryError(error, "preparing", "publishing the Home");
    logger.warn({ user: user.id, reason: message }, "The Home was not published");
  }
}

function overviewButton(): KnownBlock {
  const text = { type: "plain_text" as const, text: "← Overview", emoji: true };
  const value = writeActionState(OVERVIEW) ?? "";
  return {
    type: "actions",
    elements: [{ type: "button", text, action_id: `${actionIds.command}overview`, value }],
  };
}
