import { tokenError } from "./teams-errors.ts";
import { type TeamsSdkOptions, teamsSdk } from "./teams-sdk.ts";

/**
 * Asks Microsoft for the bot's token, as before each message.
 *
 * @throws DeliveryError saying what Microsoft said
 */
export async function checkTeamsToken(options: TeamsSdkOptions): Promise<void> {
  try {
    await teamsSdk(options).tokenProvider.getAppToken();
  } catch (error) {
    throw tokenError(error);
  }
}
