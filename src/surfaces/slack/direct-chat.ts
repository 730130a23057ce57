import type { WebClient } from "@slack/web-api";

/** The channel of a person's direct chat with the bot. @throws what the SDK throws */
export async function directChat(client: WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (!channel?.id) throw new Error("Slack opened no direct chat");
  return channel.id;
}
