import { reason } from "../../errors.ts";
import type { Interaction } from "./interaction.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { tellAsker } from "./tell-asker.ts";

const text = "That could not be shown just now, and it is not your fault. Try again in a moment.";

/** Does the work; whatever goes wrong in it that nobody thought of, who asked is told. Never throws. */
export async function orSorry(desk: SlackDesk, from: Interaction, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    desk.logger.error({ reason: reason(error), err: error }, "An answer could not be shown in Slack");
    const blocks = [{ type: "section" as const, text: { type: "plain_text" as const, text } }];
    await tellAsker(desk, from, { text, blocks }, false);
  }
}
