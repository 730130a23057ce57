import { consoleSubject } from "../support/console-contract-subject.ts";
import { slackSubject } from "../support/slack-contract-subject.ts";
import { teamsSubject } from "../support/teams-contract-subject.ts";
import { surfaceContract } from "./surface-contract.ts";

surfaceContract({ name: "slack", open: slackSubject });
surfaceContract({ name: "teams", open: teamsSubject });
surfaceContract({ name: "console", open: consoleSubject });
