import { slackSubject } from "../support/slack-contract-subject.ts";
import { surfaceContract } from "./surface-contract.ts";

surfaceContract({ name: "slack", open: slackSubject });
