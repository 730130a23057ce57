import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { conversationReferences } from "../../src/store/conversation-references.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import type { TestDatabase } from "./database.ts";
import { type CliRun, runCliProcess } from "./run-cli.ts";
import { openSlackDesk, type SlackDesk } from "./slack-desk.ts";
import { type TeamsConnector, teamsConnector } from "./teams-connector.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const example = resolve(import.meta.dirname, "../../examples/incident-log/deskpulse.yaml");
const conversation = "19:desk@thread.tacv2";
const moment = ["--as-of", "2016-04-18T08:30"];

/** The incident log's weekly digest on the command line, with a Slack workspace and a Teams channel to go to. */
export interface DigestRoom extends AsyncDisposable {
  readonly slack: SlackDesk;
  readonly teams: TeamsConnector;
  send(): Promise<CliRun>;
  preview(): Promise<CliRun>;
}

export async function digestRoom(database: TestDatabase): Promise<DigestRoom> {
  const [slack, teams, folder] = await Promise.all([openSlackDesk(), teamsConnector(), temporaryFolder()]);
  const references = conversationReferences(database.db, DEFAULT_ACCOUNT, "teams");
  await references.save({ target: conversation, serviceUrl: teams.url });
  const config = join(folder.path, "deskpulse.yaml");
  const targets = `[{ slack: ${slack.channelId} }, { teams: "${conversation}" }, { console: true }]`;
  await writeFile(config, (await readFile(example, "utf8")).replace("[{ console: true }]", targets));
  const env = {
    DATABASE_URL: database.url,
    DESKPULSE_CONFIG: config,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_API_URL: slack.apiUrl,
    TEAMS_ALLOW_UNAUTHENTICATED: "true",
  };
  const digest = (...parameters: string[]) =>
    runCliProcess(["digest", ...parameters, ...moment], { env, cwd: folder.path });
  return {
    slack,
    teams,
    send: () => digest("send", "weekly"),
    preview: () => digest("preview", "weekly", "--json"),
    async [Symbol.asyncDispose]() {
      await Promise.all([slack.close(), teams.close()]);
      await folder[Symbol.asyncDispose]();
    },
  };
}
