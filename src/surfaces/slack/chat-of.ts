import type { WebClient } from "@slack/web-api";
import { DeliveryError, personIn } from "../surface.ts";
import { directChat } from "./direct-chat.ts";
import { deliveryError, slackCode } from "./slack-errors.ts";

/** What was said by hand of who is who. */
export interface PersonLinks {
  /** The user whom somebody linked to an e-mail address, since their address in Slack is another. */
  userOf(email: string): Promise<string | undefined>;
  /** Whether a user of that address in Slack was linked to somebody else, or to nobody. */
  isElse(user: string, email: string): Promise<boolean>;
}

// They left, or the bot may not write to them. Other faults are the app's.
const nobodyCodes: ReadonlySet<string> = new Set([
  "users_not_found",
  "user_not_found",
  "user_disabled",
  "user_not_visible",
  "cannot_dm_bot",
  "messages_tab_disabled",
]);

/**
 * The channel that a target stands for: of a person's target their direct chat with the bot, of any other itself.
 *
 * @throws DeliveryError `nobody` where Slack knows no such person
 */
export async function chatOf(client: WebClient, target: string, links: PersonLinks): Promise<string> {
  const email = personIn(target);
  if (email === undefined) return target;
  try {
    const user = (await links.userOf(email)) ?? (await userOf(client, email, links));
    if (user !== undefined) return await directChat(client, user);
  } catch (error) {
    const isNobody = nobodyCodes.has(slackCode(error) ?? "");
    if (!isNobody) throw deliveryError(error, "preparing", `opening the direct chat of ${email}`);
  }
  throw new DeliveryError("nobody", `Slack knows nobody with the address ${email} who can be written to`);
}

/** Guests are nobody, as where they ask. */
async function userOf(client: WebClient, email: string, links: PersonLinks): Promise<string | undefined> {
  const { user } = await client.users.lookupByEmail({ email });
  if (!user?.id || user.deleted || user.is_bot || user.is_restricted || user.is_ultra_restricted)
    return undefined;
  return (await links.isElse(user.id, email)) ? undefined : user.id;
}
