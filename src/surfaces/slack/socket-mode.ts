import { type Receiver, SocketModeReceiver } from "@slack/bolt";
import { OperationError, reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import type { SlackApp } from "./slack-app.ts";
import { slackLogger } from "./slack-logger.ts";

interface SocketModeConfig {
  readonly appToken: string;
  readonly apiUrl?: string | undefined;
  readonly logger: Logger;
  /** Hangs the app's listeners on the connection. */
  readonly listen: (receiver: Receiver) => void;
}

type Client = SocketModeReceiver["client"];

// How long a connection may be silent before it is given up: the SDK waits as long after each refresh by Slack before
// it connects again (5 s by default). Much less would cut connections while a chart is drawn.
const CLIENT_PING_TIMEOUT_MS = 1_500;
const FIRST_CONNECTION_MS = 10_000;
const GOODBYE_MS = 2_000;

/** Slack's events over a connection that we open: no public address is needed. */
export function socketMode({ appToken, apiUrl, logger, listen }: SocketModeConfig): SlackApp {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: slackLogger(logger),
    clientPingTimeout: CLIENT_PING_TIMEOUT_MS,
    // Of its own: with the App's options, its lack of retries would end the connection at the first short outage.
    installerOptions: { clientOptions: { timeout: 10_000, ...(apiUrl && { slackApiUrl: apiUrl }) } },
  });
  listen(receiver);
  const connection = { isWanted: true };
  surviveReconnecting(receiver.client, connection, logger);
  return {
    requestListener: undefined,
    start: () => connect(receiver, connection, logger),
    async stop() {
      connection.isWanted = false;
      await Promise.race([receiver.client.disconnect(), after(GOODBYE_MS)]);
    },
  };
}

/** Waits for the first connection, but not for ever: the rest of the process can work without. */
async function connect(
  receiver: SocketModeReceiver,
  connection: { readonly isWanted: boolean },
  logger: Logger,
): Promise<void> {
  const connecting = receiver.start().then(
    () => "connected" as const,
    (error: unknown) => {
      throw new OperationError(
        `Slack (SLACK_APP_TOKEN): no Socket Mode connection: ${reason(error)}. ` +
          "It must be the app-level token (xapp-…) with connections:write, and Socket Mode must be on.",
        { cause: error },
      );
    },
  );
  if ((await Promise.race([connecting, after(FIRST_CONNECTION_MS)])) === "connected") return;
  logger.warn({}, "Slack is not reachable yet; connecting goes on");
  connecting.catch((error: unknown) => report(error, connection, logger));
}

/** The SDK leaves the failure of a reconnection to nobody, which ends the process: a revoked token must not do that. */
function surviveReconnecting(
  client: Client,
  connection: { readonly isWanted: boolean },
  logger: Logger,
): void {
  const start = client.start.bind(client);
  let isFirst = true;
  client.start = () => {
    const connecting = start();
    if (isFirst) {
      isFirst = false;
      return connecting;
    }
    return connecting.catch((error: unknown) => {
      report(error, connection, logger);
      return { ok: false };
    });
  };
}

function report(error: unknown, connection: { readonly isWanted: boolean }, logger: Logger): void {
  if (!connection.isWanted) return;
  logger.error({ reason: reason(error) }, "the Socket Mode connection of Slack ended; restart to try again");
}

function after(milliseconds: number): Promise<"late"> {
  return new Promise((resolve) => {
    setTimeout(() => resolve("late"), milliseconds).unref();
  });
}
