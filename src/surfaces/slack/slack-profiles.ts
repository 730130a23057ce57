import type { UsersInfoResponse, WebClient } from "@slack/web-api";
import type { ChatProfile, ChatProfiles } from "../../people/chat-profiles.ts";
import { knownTimezone } from "../../people/known-timezone.ts";
import { type SlackClientConfig, slackClient } from "./slack-client.ts";
import { deliveryError, slackCode } from "./slack-errors.ts";

type SlackUser = NonNullable<UsersInfoResponse["user"]>;

/** Whose app this is. */
interface Home {
  readonly team: string;
  readonly enterprise: string | undefined;
}

const goneCodes = ["user_not_found", "users_not_found"];
// "The requested user is not visible to the calling user": https://docs.slack.dev/reference/methods/users.info
const externalCodes = ["user_not_visible"];

/** Looks users up by users.info; the address needs the scope users:read.email. */
export function slackProfiles(config: SlackClientConfig): ChatProfiles {
  const client = slackClient(config);
  let home: Promise<Home> | undefined;
  return {
    async profileOf({ id }) {
      try {
        home ??= homeOf(client);
        const [own, { user }] = await Promise.all([
          home,
          client.users.info({ user: id, include_locale: true }),
        ]);
        return user ? profile(user, own) : { kind: "gone" };
      } catch (error) {
        home = undefined;
        return refused(error);
      }
    },
  };
}

async function homeOf(client: WebClient): Promise<Home> {
  const { team_id, enterprise_id } = await client.auth.test();
  return { team: team_id ?? "", enterprise: enterprise_id || undefined };
}

function refused(error: unknown): ChatProfile {
  const code = slackCode(error) ?? "";
  if (goneCodes.includes(code)) return { kind: "gone" };
  if (externalCodes.includes(code)) return { kind: "external" };
  return { kind: "unavailable", reason: deliveryError(error, "preparing", "users.info").message };
}

function profile(user: SlackUser, home: Home): ChatProfile {
  if (user.deleted) return { kind: "gone" };
  if (user.is_bot || user.is_workflow_bot || user.is_connector_bot) return { kind: "bot" };
  if (user.is_restricted || user.is_ultra_restricted || user.is_stranger || !isOfHome(user, home)) {
    return { kind: "external" };
  }
  // is_email_confirmed is no help: it stays false for people who sign in by their company's single sign-on.
  return {
    kind: "member",
    email: user.profile?.email || null,
    name: user.profile?.display_name || user.real_name || user.name || null,
    timezone: knownTimezone(user.tz),
    locale: user.locale || null,
  };
}

/** Who comes over a shared channel of another company is no stranger to Slack, but has another team. */
function isOfHome(user: SlackUser, { team, enterprise }: Home): boolean {
  if (user.team_id === team) return true;
  if (enterprise === undefined) return false;
  return user.team_id === enterprise || user.enterprise_user?.enterprise_id === enterprise;
}
