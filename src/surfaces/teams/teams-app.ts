import type { AdaptiveCardActionErrorResponse } from "@microsoft/teams.api";
import type { App, HttpRouteHandler, IHttpServerAdapter } from "@microsoft/teams.apps";
import { OperationError } from "../../errors.ts";
import { cardMessage } from "./card-message.ts";
import { conversationId } from "./conversation-id.ts";
import { helpReport } from "./help-report.ts";
import { type InboundRequest, inboundGuard } from "./inbound-guard.ts";
import type { ReferenceStore } from "./reference-store.ts";
import { rememberConversation } from "./remember-conversation.ts";
import { reportToCard } from "./report-to-card.ts";
import { isLoopback, loopbackServiceUrls, microsoftServiceUrls } from "./service-urls.ts";
import { type TeamsSdkOptions, teamsSdk } from "./teams-sdk.ts";

export interface TeamsAppOptions extends TeamsSdkOptions {
  readonly references: ReferenceStore;
  /** Where our server listens: without credentials only a loopback address will do. */
  readonly host: string;
  /** Service addresses to be believed besides Microsoft's: a test's connector. */
  readonly trustedServiceUrls?: readonly string[] | undefined;
}

export interface TeamsApp {
  /** Answers what Teams posts to /api/messages. Never throws. */
  handle(request: InboundRequest): Promise<{ status: number; body?: unknown }>;
}

/**
 * The listening side of the bot: remembers where it may post and answers messages.
 *
 * @throws OperationError when it would take unauthenticated requests from other machines
 */
export async function teamsApp(options: TeamsAppOptions): Promise<TeamsApp> {
  const { credentials, logger } = options;
  if (!credentials && !isLoopback(options.host)) {
    throw new OperationError(
      `TEAMS_ALLOW_UNAUTHENTICATED is set, but HOST is ${options.host}: anybody could speak as Teams. Set HOST=127.0.0.1, or set TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID instead.`,
    );
  }
  let messages: HttpRouteHandler | undefined;
  const adapter: IHttpServerAdapter = {
    registerRoute: (_method, _path, handler) => {
      messages = handler;
    },
  };
  const app = teamsSdk(options, adapter);
  listen(app, options.references);
  await app.initialize();
  const guard = {
    tenantId: credentials?.tenantId,
    trustsServiceUrl: credentials ? microsoftServiceUrls(options.trustedServiceUrls) : loopbackServiceUrls,
  };
  return {
    async handle(request) {
      const refusal = inboundGuard(request, guard);
      if (refusal) {
        logger.warn({ source: "teams", status: refusal.status }, `request refused: ${refusal.error}`);
        return { status: refusal.status, body: { error: refusal.error } };
      }
      if (!messages) throw new Error("the SDK registered no route");
      const { status, body } = await messages({ body: request.body, headers: given(request.headers) });
      return { status, body };
    },
  };
}

function listen(app: App, references: ReferenceStore): void {
  app.use(async ({ activity, next }) => {
    await rememberConversation(activity, references);
    return next();
  });
  app.on("message", async ({ activity, send }) => {
    const report = helpReport(conversationId(activity.conversation.id));
    await send(cardMessage(reportToCard(report, { publicUrl: () => undefined }), report.summary));
  });
  app.on("card.action", async ({ activity }) => unknownVerb(activity.value.action.verb));
  // Last: an invoke nobody handles would be answered 200 by the SDK, which the clicker sees as "done".
  app.use(async ({ activity, next }) => (activity.type === "invoke" ? { status: 501 } : next()));
}

function unknownVerb(verb: string | undefined): AdaptiveCardActionErrorResponse {
  const code = "BadRequest";
  const message = `deskpulse does not know the button "${verb ?? ""}"`;
  return {
    statusCode: 400,
    type: "application/vnd.microsoft.error",
    value: { code, message, innerHttpError: { statusCode: 400, body: null } },
  };
}

function given(headers: InboundRequest["headers"]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
