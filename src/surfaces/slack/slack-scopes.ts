/** Why the app asks for each scope; docs/slack.md says the same at length. */
export const requiredBotScopes = [
  "chat:write", // digests and alerts
  "commands", // slash commands
  "files:read", // whether an uploaded chart is ready to be shown
  "files:write", // charts
  "channels:read", // names of channels
  "im:write", // personal answers, and alerts that are escalated to somebody
  "users:read", // who a user is
  "users:read.email", // links a user to a person of deskpulse.yaml, and finds whom an alert is escalated to
] as const;

/** Only to look for a message whose sending got no answer. Whoever declines them may see a message twice, marked so. */
export const optionalBotScopes = ["channels:history", "groups:history", "im:history"] as const;
