import { teamsCredentials } from "./teams-desk.ts";

/** What Teams would post to the bot, from a service at `serviceUrl`. */
export function teamsActivities(serviceUrl: string) {
  const activity = (type: string) => ({
    type,
    id: "1700000000001",
    channelId: "msteams",
    serviceUrl,
    from: { id: "29:ada", name: "Ada" },
    recipient: bot,
    conversation: { id: general, conversationType: "channel", tenantId: teamsCredentials.tenantId },
    channelData: { tenant: { id: teamsCredentials.tenantId }, team: { id: general } },
  });
  return {
    activity,
    message: (text: string, changes: Record<string, unknown> = {}) => ({
      ...activity("message"),
      text,
      ...changes,
    }),
    installed(action: "add" | "remove") {
      const about = activity("installationUpdate");
      const settings = { selectedChannel: { id: chosen } };
      return { ...about, action, channelData: { ...about.channelData, settings } };
    },
  };
}

/** The team's first channel, whose id is the team's too. */
export const general = "19:general@thread.tacv2";
/** The channel that was chosen when the app was installed. */
export const chosen = "19:chosen@thread.tacv2";
export const bot = { id: `28:${teamsCredentials.clientId}`, name: "deskpulse" };
/** A personal chat with the bot. */
export const chat = { id: "a:1chat", conversationType: "personal", tenantId: teamsCredentials.tenantId };
