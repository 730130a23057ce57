import { answerAlone } from "./answer-alone.ts";
import { answerInModal } from "./answer-in-modal.ts";
import type { Interaction } from "./interaction.ts";
import { isOpened, openModal } from "./modals.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { loadingView } from "./views.ts";

/** `/deskpulse` takes any command; `/help` would be another app's in many a workspace. */
export const UMBRELLA = "/deskpulse";
export const HELP_COMMAND = `${UMBRELLA}-help`;

/** What was typed, as a line: "/kpi" and "csat" are "kpi csat", "/deskpulse" and "kpi csat" as well. */
export function lineOf(command: string, text: string): string {
  if (command === HELP_COMMAND) return `help ${text}`.trim();
  if (command !== UMBRELLA) return `${command.replace(/^\//, "")} ${text}`.trim();
  return text.trim() || "help";
}

/** Answers a slash command that has been acknowledged. */
export async function answerSlashCommand(desk: SlackDesk, line: string, from: Interaction): Promise<void> {
  if (desk.answers.opensModal(line)) await answerOver(desk, line, from);
  else await answerAlone(desk, line, from, false);
}

/**
 * Answers over what the asker looks at. The modal is opened before anything else, since its trigger lasts 3 s. A
 * request that comes a second time has a spent trigger.
 */
export async function answerOver(desk: SlackDesk, line: string, from: Interaction): Promise<void> {
  const opened = await openModal(desk, from.triggerId, loadingView(from.asker.place));
  if (isOpened(opened)) await answerInModal(desk, line, from, opened.viewId);
  else if (opened === "failed") await answerAlone(desk, line, from, false);
}
