import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "../errors.ts";
import { type ChatUserKey, listChatLinks } from "../store/chat-links.ts";
import { slackWorkspace } from "../surfaces/slack/slack-workspace.ts";
import type { Desk } from "./open-desk.ts";
import { slackOptions } from "./slack-options.ts";

export interface ChatUserOptions {
  readonly slack?: string;
  readonly workspace?: string;
  readonly teams?: string;
  readonly tenant?: string;
}

/** The options that say which chat user is meant. */
export function addChatUserOptions(command: Command): Command {
  return command
    .option("--slack <member>", "a member's id: profile, then ⋮, then Copy member ID", slackMember)
    .option("--workspace <id>", "the workspace (default: that of SLACK_BOT_TOKEN)", slackTeam)
    .option("--teams <user>", "a user's object id in Microsoft Entra", teamsUser)
    .option("--tenant <id>", "the tenant (default: TEAMS_TENANT_ID)");
}

/**
 * The chat user that the options name.
 *
 * @throws UsageError where they name none, two, or one of no known workspace
 */
export async function chatUserOf(options: ChatUserOptions, desk: Desk): Promise<ChatUserKey> {
  const { slack, teams } = options;
  if ((slack === undefined) === (teams === undefined))
    throw new UsageError("Say which chat user: either --slack U0123ABCD or --teams and an object id.");
  const [platform, user_id] = slack === undefined ? ["teams", teams ?? ""] : ["slack", slack];
  const given = platform === "slack" ? options.workspace : options.tenant;
  const tenant = given ?? (await knownTenant(desk, platform, user_id));
  return { platform, tenant, user_id };
}

async function knownTenant(desk: Desk, platform: string, userId: string): Promise<string> {
  const links = await listChatLinks(desk.store.db, desk.accountId, platform);
  const own = links.filter((link) => link.user_id === userId);
  const tenants = [...new Set((own.length > 0 ? own : links).map((link) => link.tenant))];
  const [seen] = tenants;
  if (seen !== undefined && tenants.length === 1) return seen;
  const { environment } = desk;
  const slack = slackOptions(desk);
  if (platform === "slack" && slack) return await slackWorkspace(slack);
  if (platform === "teams" && environment.TEAMS_TENANT_ID) return environment.TEAMS_TENANT_ID;
  const what = platform === "slack" ? "--workspace T0123ABCD, or set SLACK_BOT_TOKEN" : "--tenant";
  throw new UsageError(
    `Which ${platform === "slack" ? "workspace" : "tenant"} is ${userId} of? Add ${what}.`,
  );
}

function slackMember(value: string): string {
  if (/^[UW][A-Z0-9]{2,}$/.test(value)) return value;
  throw new InvalidArgumentError("It must be a member's id such as U0123ABCD, not a name.");
}

function slackTeam(value: string): string {
  if (/^[TE][A-Z0-9]{2,}$/.test(value)) return value;
  throw new InvalidArgumentError("It must be a workspace's id such as T0123ABCD.");
}

function teamsUser(value: string): string {
  if (/^29:\S+$/.test(value)) return value;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value.toLowerCase();
  throw new InvalidArgumentError(
    "It must be an object id such as 8d6a0b1c-0000-4000-8000-000000000000, not a name.",
  );
}
