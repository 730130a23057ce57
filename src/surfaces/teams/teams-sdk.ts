import { type CloudEnvironment, PUBLIC } from "@microsoft/teams.api";
import { App, type IHttpServerAdapter } from "@microsoft/teams.apps";
import type { Middleware } from "@microsoft/teams.common";
import type { Logger } from "../../logger.ts";
import { sdkLogger } from "./sdk-logger.ts";

export interface TeamsCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenantId: string;
}

export interface TeamsSdkOptions {
  /** Undefined only where Teams' own test client is talked to, without tokens, on loopback. */
  readonly credentials?: TeamsCredentials | undefined;
  /** Microsoft's public cloud unless given; a test puts its own key and token addresses here. */
  readonly cloud?: CloudEnvironment | undefined;
  /** Takes the place of Microsoft's token service in tests. */
  readonly token?: (() => Promise<string>) | undefined;
  /** How long an answer is waited for: 10 s unless given, longer than Teams needs. The SDK would wait for ever. */
  readonly timeoutMs?: number | undefined;
  readonly logger: Logger;
}

/** The SDK's app, set up the same for posting and for listening. Everything it would read from the environment is given. */
export function teamsSdk(options: TeamsSdkOptions, adapter: IHttpServerAdapter = deaf): App {
  const { credentials, token } = options;
  const log = sdkLogger(options.logger);
  return new App({
    httpServerAdapter: adapter,
    logger: log,
    cloud: options.cloud ?? PUBLIC,
    client: { timeout: options.timeoutMs ?? 10_000, logger: log, middlewares: [stayHere] },
    messagingEndpoint: "/api/messages",
    dangerouslyAllowUnauthenticatedRequests: credentials === undefined,
    serviceUrl: "https://smba.trafficmanager.net/teams",
    telemetry: { agent365: false },
    ...(credentials === undefined ? {} : { clientId: credentials.clientId, tenantId: credentials.tenantId }),
    ...(credentials === undefined || token ? {} : { clientSecret: credentials.clientSecret }),
    ...(token ? { token } : {}),
  });
}

/** A token must not follow a redirect to another host. */
const stayHere: Middleware = {
  invoke: (context, next) => {
    context.config.maxRedirects = 0;
    return next();
  },
};

/** For an app that only posts. */
const deaf: IHttpServerAdapter = { registerRoute: () => undefined };
