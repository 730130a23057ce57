import { readActionState } from "../../messages/action-state.ts";
import { actionIds } from "./actions-to-blocks.ts";
import { answerAlone } from "./answer-alone.ts";
import { answerInModal } from "./answer-in-modal.ts";
import { publishAnswer } from "./home.ts";
import { askerFrom, type Interaction } from "./interaction.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { answerOver } from "./slash-command.ts";
import { tellAsker } from "./tell-asker.ts";
import { readViewState } from "./view-state.ts";

/** A tap on something of ours, as far as it is read here. */
export interface Tap {
  readonly workspace: string;
  readonly user: string;
  readonly triggerId: string;
  readonly actionId: string;
  /** Of a button, or of what was chosen. Whoever taps may have made it up. */
  readonly value: string;
  readonly responseUrl?: string | undefined;
  readonly channel?: { readonly id: string; readonly name: string | undefined } | undefined;
  /** A message that only its reader sees. */
  readonly isEphemeral: boolean;
  readonly view?: { readonly id: string; readonly type: string; readonly metadata: string } | undefined;
}

/**
 * Answers a tap where it was made: in the modal or on the Home, in place of a message of one's own, and beside a
 * message that others see too, to whoever tapped alone.
 */
export async function answerTap(desk: SlackDesk, tap: Tap, from: Interaction): Promise<void> {
  const line = readActionState(tap.value);
  if (line === undefined) {
    const text = "This button is of an older message. Ask anew: /mystats, or /deskpulse for all there is.";
    const blocks = [{ type: "section" as const, text: { type: "plain_text" as const, text } }];
    await tellAsker(desk, from, { text, blocks }, false);
    return;
  }
  const isOver = tap.actionId.startsWith(actionIds.modal) || desk.answers.opensModal(line);
  if (isOver && tap.view?.type !== "modal") {
    await answerOver(desk, line, from);
    return;
  }
  if (!tap.view) await answerAlone(desk, line, from, tap.isEphemeral);
  // In place: answered twice it is the same.
  else if (tap.view.type === "modal") await answerInModal(desk, line, from, tap.view.id);
  else await publishAnswer(desk, line, from);
}

export function interactionOf({ workspace, user, triggerId, responseUrl, channel, view }: Tap): Interaction {
  const asker = askerFrom({ workspace, user, channel: channel?.id, channelName: channel?.name });
  const place = readViewState(view?.metadata ?? "")?.place;
  return { asker: place ? { ...asker, place } : asker, triggerId, responseUrl };
}
