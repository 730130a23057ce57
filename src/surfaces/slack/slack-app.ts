import type { RequestListener } from "node:http";
import { App, HTTPReceiver, type Receiver } from "@slack/bolt";
import { type UnderWay, underWay } from "../../answering/under-way.ts";
import { reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import { actionIds } from "./actions-to-blocks.ts";
import { listenToPeople } from "./listen-to-people.ts";
import { slackClient } from "./slack-client.ts";
import { type Patience, type SlackDesk, slackPatience } from "./slack-desk.ts";
import { slackLogger } from "./slack-logger.ts";
import { socketMode } from "./socket-mode.ts";

export interface SlackAppConfig {
  readonly botToken: string;
  /** SLACK_SIGNING_SECRET: Slack sends requests to /slack/events. */
  readonly signingSecret?: string | undefined;
  /** SLACK_APP_TOKEN: we open a connection to Slack. Goes before the signing secret. */
  readonly appToken?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly logger: Logger;
  /** The app was removed from the workspace, or its tokens were revoked: nothing can be posted there any more. */
  readonly onRemoved: (why: SlackRemoval) => Promise<void>;
  /** Answers people; without it, no message has buttons that need an answer. */
  readonly answering?: SlackAnswering;
}

interface SlackAnswering extends Pick<SlackDesk, "answers" | "drawer"> {
  readonly patience?: Patience;
}

export interface SlackRemoval {
  readonly event: "app_uninstalled" | "tokens_revoked";
  readonly workspace: string;
}

export interface SlackApp {
  /** For POST /slack/events on our server; undefined in Socket Mode and when nothing can come in. */
  readonly requestListener: RequestListener | undefined;
  /** @throws OperationError for a token that Slack does not take */
  start(): Promise<void>;
  /** Answers what has been asked first. */
  stop(): Promise<void>;
}

export const slackEventsPath = "/slack/events";

/** What comes from Slack: removals of the app, commands, taps, forms and looks at the Home. */
export function slackApp(config: SlackAppConfig): SlackApp {
  const working = underWay();
  const app = opened(config, working);
  return {
    ...app,
    async stop() {
      await app.stop();
      await working.done();
    },
  };
}

function opened(config: SlackAppConfig, working: UnderWay): SlackApp {
  const { appToken } = config;
  const listening = (receiver: Receiver) => listen(config, receiver, working);
  if (appToken) return socketMode({ ...config, appToken, listen: listening });
  if (config.signingSecret) return overHttp(config, config.signingSecret, listening);
  config.logger.info({}, "slack is only posted to: neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set");
  return { requestListener: undefined, start: async () => undefined, stop: async () => undefined };
}

function overHttp(
  config: SlackAppConfig,
  signingSecret: string,
  listening: (receiver: Receiver) => void,
): SlackApp {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: slackEventsPath,
    logger: slackLogger(config.logger),
  });
  listening(receiver);
  return {
    // The receiver throws on a path it does not know, where a server would answer 404.
    requestListener(request, response) {
      const path = (request.url ?? "").split("?")[0];
      if (path === slackEventsPath && request.method === "POST") {
        receiver.requestListener(request, response);
        return;
      }
      const isKnown = path === slackEventsPath;
      response.writeHead(isKnown ? 405 : 404, isKnown ? { allow: "POST" } : {}).end();
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
}

function listen(config: SlackAppConfig, receiver: Receiver, working: UnderWay): void {
  const { botToken, apiUrl, logger, onRemoved, answering } = config;
  const app = new App({
    receiver,
    // Given so, nothing is asked of Slack for an event: events must come through while its API is down.
    authorize: async () => ({ botToken }),
    ignoreSelf: false,
    convoStore: false,
    logger: slackLogger(logger),
    clientOptions: {
      timeout: 10_000,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      ...(apiUrl && { slackApiUrl: apiUrl }),
    },
  });
  app.error(async (error) => logger.error({ reason: reason(error) }, "an event of slack failed"));
  app.event("app_uninstalled", ({ body }) =>
    onRemoved({ event: "app_uninstalled", workspace: body.team_id }),
  );
  app.event("tokens_revoked", async ({ event, body }) => {
    // Tokens of single users may go as well; nothing of ours uses them.
    if (!event.tokens.bot?.length) return;
    await onRemoved({ event: "tokens_revoked", workspace: body.team_id });
  });
  // A button that opens an address is reported too, and shows a warning unless somebody acknowledges it.
  app.action(new RegExp(`^${actionIds.link}`), ({ ack }) => ack());
  if (!answering) return;
  const client = slackClient(config);
  listenToPeople(app, { patience: slackPatience, ...answering, client, logger, underWay: working });
}
