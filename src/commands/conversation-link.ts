import type { DeskConfig } from "../config/desk-config.ts";

/** Where a conversation is read in the help desk; null where deskpulse.yaml does not say. */
export function conversationLink(
  { helpDeskUrl }: Pick<DeskConfig, "helpDeskUrl">,
  id: string,
): string | null {
  return helpDeskUrl?.replaceAll("{conversation}", () => encodeURIComponent(id)) ?? null;
}
