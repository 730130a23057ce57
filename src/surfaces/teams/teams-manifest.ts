import type { Command } from "../../commands/command.ts";
import { platformLimits } from "../platform-limits.ts";

export interface TeamsManifestOptions {
  /** The bot's id from its Entra app registration: a GUID. */
  readonly clientId: string;
  /** Where people find out about the app; PUBLIC_URL where it is https. */
  readonly publicUrl?: string | undefined;
  /** What Teams offers while somebody writes to the bot, the most useful first. */
  readonly commands: readonly Pick<Command, "name" | "summary">[];
}

/**
 * The app's manifest for upload to Teams, schema 1.25. The icons lie beside it in the package.
 * https://learn.microsoft.com/microsoft-365/extensibility/schema
 */
export function teamsManifest({ clientId, publicUrl, commands }: TeamsManifestOptions) {
  const site = publicUrl?.startsWith("https://") ? publicUrl : "https://deskpulse.example.com/";
  const scopes = ["team", "personal", "groupChat"];
  return {
    $schema: "https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json",
    manifestVersion: "1.25",
    version: "0.1.0",
    id: clientId,
    developer: { name: "deskpulse", websiteUrl: site, privacyUrl: site, termsOfUseUrl: site },
    name: { short: "deskpulse", full: "deskpulse: your support desk's numbers" },
    description: {
      short: "Puts your support desk's numbers where your team already is.",
      full: "Posts digests of a support desk's KPIs, with charts, to the channels and chats you choose: what changed, whether goals were met, and how sure the numbers are. Agents ask it for their own numbers and leads for their team's, and the answer comes to their personal chat, where nobody else sees it. Runs on your own server; what is written to the bot is not stored.",
    },
    icons: { color: "color.png", outline: "outline.png" },
    accentColor: "#0072B2",
    bots: [
      {
        botId: clientId,
        scopes,
        // To save an export in the OneDrive of who asked for it.
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [{ scopes, commands: offered(commands) }],
      },
    ],
    permissions: ["identity", "messageTeamMembers"],
    validDomains: publicUrl?.startsWith("https://") ? [new URL(publicUrl).hostname] : [],
    defaultInstallScope: "team",
    // Without it Teams keeps the app out of private and shared channels.
    supportsChannelFeatures: "tier1",
  };
}

/** As many as Teams lists; what is left out can be written all the same. */
function offered(commands: TeamsManifestOptions["commands"]) {
  return commands
    .slice(0, platformLimits.teams.commandsInList)
    .map(({ name, summary }) => ({ title: name, description: summary }));
}
