import type { App } from "@microsoft/teams.apps";
import type { ChartDrawer } from "../../charts/drawer.ts";
import type { Clock } from "../../clock.ts";
import { reason } from "../../errors.ts";
import { plainText } from "../../messages/plain-text.ts";
import type { Report } from "../../messages/report.ts";
import { DeliveryError, type PostedMessage, personIn, type Surface } from "../surface.ts";
import { cardMessage } from "./card-message.ts";
import { chartFiles } from "./chart-files.ts";
import { conversationId, isChannel } from "./conversation-id.ts";
import type { ReferenceStore, TeamsReference } from "./reference-store.ts";
import { reportToCard } from "./report-to-card.ts";
import { loopbackServiceUrls, microsoftServiceUrls } from "./service-urls.ts";
import { postError, tokenError } from "./teams-errors.ts";
import { type TeamsSdkOptions, teamsSdk } from "./teams-sdk.ts";

export interface TeamsSurfaceOptions extends TeamsSdkOptions {
  readonly references: ReferenceStore;
  readonly drawer: ChartDrawer;
  readonly clock: Clock;
  /** Whether somebody answers buttons that run a command; without, only links are shown. */
  readonly hasCommands?: boolean | undefined;
  /** Service addresses to be believed besides Microsoft's: a test's connector. */
  readonly trustedServiceUrls?: readonly string[] | undefined;
}

/**
 * Microsoft Teams. Posts to conversations the bot has heard from; a target is a conversation's id, such as
 * `19:…@thread.tacv2`. There is no `find`: a bot cannot ask Teams what stands in a conversation.
 */
export function teamsSurface(options: TeamsSurfaceOptions): Surface {
  const app = teamsSdk(options);
  const cardOptions = { publicUrl: options.drawer.publicUrl, hasCommands: options.hasCommands ?? false };
  return {
    platform: "teams",
    async render(report) {
      const payload = cardMessage(reportToCard(report, cardOptions), report.summary);
      const files = await chartFiles(report, options.drawer, options.logger);
      return { payload, text: plainText(report), files };
    },
    async post(target, report, { mayRepeat, replyTo }) {
      const reference = await findReference(target, options);
      await authorize(app, options);
      const { serviceUrl } = reference;
      const to = { serviceUrl, target: replyTo ? threadOf(replyTo) : reference.target };
      try {
        return await send(app, to, report, { ...cardOptions, mayRepeat }, options.clock);
      } catch (error) {
        throw personIn(target) === undefined ? error : asNobody(error);
      }
    },
    async update({ target, messageId }, report, { mayRepeat }) {
      const { serviceUrl } = await findReference(target, options);
      await authorize(app, options);
      const message = cardMessage(reportToCard(report, { ...cardOptions, mayRepeat }), report.summary);
      const [conversation, activity] = [encodeURIComponent(target), encodeURIComponent(messageId)];
      try {
        await app.api.clone({ serviceUrl }).conversations.updateActivity(conversation, activity, message);
      } catch (error) {
        throw postError(error, { target, now: options.clock.now() });
      }
    },
    hasThreads: (target) => isChannel(conversationId(target)),
  };
}

/** The conversation that the replies to a channel's message make up. */
function threadOf({ target, messageId }: PostedMessage): string {
  return `${conversationId(target)};messageid=${messageId}`;
}

/** The app was removed from somebody: that says nothing of the next time. */
function asNobody(error: unknown): unknown {
  const isGone = error instanceof DeliveryError && error.failure === "target-gone";
  return isGone ? new DeliveryError("nobody", error.message, { cause: error }) : error;
}

async function findReference(target: string, options: TeamsSurfaceOptions): Promise<TeamsReference> {
  const email = personIn(target);
  const id = conversationId(email ?? target);
  const { references } = options;
  const found = email === undefined ? references.find(id) : references.personalOf(email);
  const reference = await found.catch((error: unknown) => {
    throw new DeliveryError("retry", `Where to reach ${id} cannot be read: ${reason(error)}`, {
      cause: error,
    });
  });
  if (!reference && email !== undefined)
    throw new DeliveryError("nobody", `Nobody with the address ${email} has written to the bot in Teams`);
  if (!reference) {
    throw new DeliveryError(
      "refused",
      `Teams conversation ${id} is not known: install the app in that team or chat and write "@deskpulse help" once in that channel.`,
    );
  }
  const trusts = options.credentials ? microsoftServiceUrls(options.trustedServiceUrls) : loopbackServiceUrls;
  if (trusts(reference.serviceUrl)) return reference;
  throw new DeliveryError(
    "refused",
    `Teams conversation ${id} names ${reference.serviceUrl} as its service, which is not Microsoft's: nothing is sent there. Write to the bot there once, that renews the address.`,
  );
}

/** Before the message and apart from it, so that a failure here is known to have posted nothing. The SDK keeps the token. */
async function authorize(app: App, { credentials }: TeamsSurfaceOptions): Promise<void> {
  if (!credentials) return;
  try {
    await app.tokenProvider.getAppToken();
  } catch (error) {
    throw tokenError(error);
  }
}

async function send(
  app: App,
  { target, serviceUrl }: Pick<TeamsReference, "target" | "serviceUrl">,
  report: Report,
  cardOptions: Parameters<typeof reportToCard>[1],
  clock: Clock,
): Promise<PostedMessage> {
  const message = cardMessage(reportToCard(report, cardOptions), report.summary);
  try {
    const { conversations } = app.api.clone({ serviceUrl });
    const posted = await conversations.createActivity(encodeURIComponent(target), message);
    return { target, messageId: posted.id };
  } catch (error) {
    throw postError(error, { target, now: clock.now() });
  }
}
