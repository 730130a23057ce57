import type { Activity } from "@microsoft/teams.api";
import { commandCatalogue } from "../../commands/command-catalogue.ts";
import { conversationOf, requestId } from "./activity-facts.ts";
import { cardMessage } from "./card-message.ts";
import { conversationId } from "./conversation-id.ts";
import { rememberConversation } from "./remember-conversation.ts";
import { reportToCard } from "./report-to-card.ts";
import { teamsAsker } from "./teams-asker.ts";
import type { TeamsRoom } from "./teams-room.ts";
import { welcomeReport } from "./welcome-report.ts";

/** Keeps in step with where the app is, and says hello where it was added. */
export async function followInstallation(activity: Activity, room: TeamsRoom): Promise<void> {
  const gone = await rememberConversation(activity, room.references);
  if (gone.length > 0) await room.onGone(gone);
  if (activity.type !== "installationUpdate" || activity.action !== "add") return;
  await room.onThere(conversationId(activity.conversation.id));
  if (!(await room.answers.isFirst(requestId(activity), "teams"))) return;
  const { place } = teamsAsker(activity);
  const here = conversationOf(activity);
  const report = welcomeReport(commandCatalogue, place.channel, place.kind === "personal");
  const card = reportToCard(report, {
    publicUrl: room.publicUrl,
    hasCommands: true,
    // It stays in everybody's channel; in one's own chat it gives way like any answer, and help shows it all again.
    ...(place.kind === "personal" ? { line: "help" } : {}),
  });
  await room.posts.post(here, cardMessage(card, report.summary));
}
