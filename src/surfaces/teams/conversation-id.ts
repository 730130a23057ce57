/** A channel's id as Teams gives it after a message names the thread too: a new post goes to the channel. */
export function conversationId(id: string): string {
  return id.replace(/;messageid=.*$/i, "").trim();
}
