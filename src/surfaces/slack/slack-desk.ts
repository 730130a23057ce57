import type { WebClient } from "@slack/web-api";
import type { ChatAnswers } from "../../answering/chat-answers.ts";
import type { UnderWay } from "../../answering/under-way.ts";
import type { ChartDrawer } from "../../charts/drawer.ts";
import type { Logger } from "../../logger.ts";

/** What it takes to answer people in Slack. */
export interface SlackDesk {
  readonly answers: ChatAnswers;
  /** Only the pictures' public addresses are used: https, signed. */
  readonly drawer: Pick<ChartDrawer, "publicUrl">;
  readonly client: WebClient;
  readonly logger: Logger;
  readonly underWay: UnderWay;
  readonly patience: Patience;
}

/** In milliseconds. */
export interface Patience {
  /** After so long without an answer people are told that it is being worked on. */
  readonly slowMs: number;
  /** A form's acknowledgement waits so long for what is wrong with it; Slack waits 3 s. */
  readonly formMs: number;
}

export const slackPatience: Patience = { slowMs: 2_000, formMs: 1_500 };
