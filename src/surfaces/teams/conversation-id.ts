/** A channel's id as Teams gives it after a message names the thread too: a new post goes to the channel. */
export function conversationId(id: string): string {
  return id.replace(/;messageid=.*$/i, "").trim();
}

/** Whether messages there can be replied to in threads: those of chats, which have other ids, cannot. */
export function isChannel(id: string): boolean {
  return /@thread\.(tacv2|skype)$/i.test(id);
}
