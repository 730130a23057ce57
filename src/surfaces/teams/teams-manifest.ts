export interface TeamsManifestOptions {
  /** The bot's id from its Entra app registration: a GUID. */
  readonly clientId: string;
  /** Where people find out about the app; PUBLIC_URL where it is https. */
  readonly publicUrl?: string | undefined;
}

/**
 * The app's manifest for upload to Teams, schema 1.25. The icons lie beside it in the package.
 * https://learn.microsoft.com/microsoft-365/extensibility/schema
 */
export function teamsManifest({ clientId, publicUrl }: TeamsManifestOptions) {
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
      full: "Posts digests of a support desk's KPIs, with charts, to the channels and chats you choose: what changed, whether goals were met, and how sure the numbers are. Runs on your own server; what is written to the bot is not stored.",
    },
    icons: { color: "color.png", outline: "outline.png" },
    accentColor: "#0072B2",
    bots: [
      {
        botId: clientId,
        scopes,
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [
          {
            scopes,
            commands: [
              { title: "help", description: "What deskpulse does here, and this conversation's id" },
            ],
          },
        ],
      },
    ],
    permissions: ["identity", "messageTeamMembers"],
    validDomains: publicUrl?.startsWith("https://") ? [new URL(publicUrl).hostname] : [],
    defaultInstallScope: "team",
    // Without it Teams keeps the app out of private and shared channels.
    supportsChannelFeatures: "tier1",
  };
}
