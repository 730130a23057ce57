import type { Activity } from "@microsoft/teams.api";
import type { App, HttpRouteHandler, IHttpServerAdapter } from "@microsoft/teams.apps";
import type { ChatAnswers } from "../../answering/chat-answers.ts";
import { underWay } from "../../answering/under-way.ts";
import type { ChartDrawer } from "../../charts/drawer.ts";
import type { Clock } from "../../clock.ts";
import { OperationError, reason } from "../../errors.ts";
import type { ChatProfiles } from "../../people/chat-profiles.ts";
import { followInstallation } from "./greet.ts";
import { hearMessage } from "./hear-message.ts";
import { type InboundRequest, inboundGuard } from "./inbound-guard.ts";
import { personalChats } from "./personal-chats.ts";
import { pressCard } from "./press-card.ts";
import type { ReferenceStore } from "./reference-store.ts";
import { saveFile } from "./save-file.ts";
import { isLoopback, loopbackServiceUrls, microsoftServiceUrls } from "./service-urls.ts";
import { teamsPosts } from "./teams-posts.ts";
import type { TeamsRoom } from "./teams-room.ts";
import { type TeamsSdkOptions, teamsSdk } from "./teams-sdk.ts";
import { microsoftUploadUrls } from "./upload-urls.ts";

export interface TeamsAppOptions extends TeamsSdkOptions {
  readonly references: ReferenceStore;
  readonly answers: ChatAnswers;
  readonly profiles: ChatProfiles;
  readonly clock: Clock;
  /** Charts that Teams cannot draw itself. */
  readonly publicUrl: ChartDrawer["publicUrl"];
  /** Where our server listens: without credentials only a loopback address will do. */
  readonly host: string;
  /** The bot was removed from these conversations. */
  readonly onGone?: ((targets: readonly string[]) => Promise<void>) | undefined;
  /** The bot was added to this conversation. */
  readonly onThere?: ((target: string) => Promise<void>) | undefined;
  /** Service addresses to be believed besides Microsoft's: a test's connector. Files may be saved there too. */
  readonly trustedServiceUrls?: readonly string[] | undefined;
  /** How long a button waits for its answer before it is told that one follows; 2.5 s unless given. */
  readonly promptMs?: number | undefined;
}

export interface TeamsApp {
  /** Answers what Teams posts to /api/messages. Never throws. */
  handle(request: InboundRequest): Promise<{ status: number; body?: unknown }>;
  /** Resolves once all that was asked has been answered. */
  settled(): Promise<void>;
}

/** Teams shows an error on a button that has not been answered after some seconds. */
const PROMPT_MS = 2_500;

/**
 * The listening side of the bot: remembers where it may post, and answers what is written to it and pressed.
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
  const trustsServiceUrl = credentials
    ? microsoftServiceUrls(options.trustedServiceUrls)
    : loopbackServiceUrls;
  const room = roomOf(app, options, trustsServiceUrl);
  listen(app, room);
  await app.initialize();
  const guard = { tenantId: credentials?.tenantId, trustsServiceUrl };
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
    settled: () => room.work.done(),
  };
}

function roomOf(app: App, options: TeamsAppOptions, trusts: typeof loopbackServiceUrls): TeamsRoom {
  const { answers, profiles, references, publicUrl, logger, clock } = options;
  const posts = teamsPosts(app, clock);
  return {
    answers,
    profiles,
    references,
    posts,
    chats: personalChats(posts, references, trusts),
    publicUrl,
    logger,
    work: underWay(),
    promptMs: options.promptMs ?? PROMPT_MS,
    trustsUpload: microsoftUploadUrls(options.trustedServiceUrls),
    onGone: options.onGone ?? (async () => undefined),
    onThere: options.onThere ?? (async () => undefined),
  };
}

/** Whatever takes time goes on after Teams has its answer: a slow one is sent again, and a late one is an error there. */
function listen(app: App, room: TeamsRoom): void {
  const later = (work: () => Promise<void>) => {
    void room.work.begin(() =>
      work().catch((error: unknown) =>
        room.logger.error({ source: "teams", reason: reason(error) }, "Somebody could not be answered"),
      ),
    );
  };
  app.on("message", async ({ activity }) => later(() => hearMessage(activity, room)));
  app.on("card.action", async ({ activity }) => await pressCard(activity, room));
  app.on("file.consent", async ({ activity }) => {
    later(() => saveFile(activity, room));
    return { status: 200 };
  });
  app.use(async ({ activity, next }) => {
    if (isAboutPlaces(activity)) later(() => followInstallation(activity, room));
    // An invoke nobody handles would be answered 200 by the SDK, which the clicker sees as "done".
    return activity.type === "invoke" && !handled.has(activity.name) ? { status: 501 } : await next();
  });
}

const handled = new Set(["adaptiveCard/action", "fileConsent/invoke"]);

function isAboutPlaces({ type }: Activity): boolean {
  return type === "installationUpdate" || type === "conversationUpdate";
}

function given(headers: InboundRequest["headers"]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
