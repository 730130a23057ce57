import type { Report } from "../messages/report.ts";

export const platforms = ["slack", "teams", "console"] as const;
export type Platform = (typeof platforms)[number];

/** A place people read: one folder a platform implements this. */
export interface Surface {
  readonly platform: Platform;
  /** The message as it would be posted, without touching the network (pictures are drawn). Same report, same bytes. */
  render(report: Report): Promise<RenderedMessage>;
  /**
   * Posts the report. Resolves once the platform has confirmed it.
   *
   * @param target the platform's own id of a channel or chat, or `mailto:` and a person's address: their direct chat
   * @throws DeliveryError for everything that can go wrong, and nothing else
   */
  post(target: string, report: Report, delivery: DeliveryContext): Promise<PostedMessage>;
  /**
   * Looks for a message whose sending had an unclear outcome. Absent where the platform cannot be asked.
   *
   * @returns the message, undefined when it is certainly not there, "cannot-ask" where permission is missing
   * @throws DeliveryError when the platform did not answer
   */
  find?(target: string, delivery: DeliveryContext): Promise<PostedMessage | undefined | "cannot-ask">;
  /**
   * Puts a report into the place of a posted message. Doing it twice is doing it once. Absent where messages stay as
   * they are.
   *
   * @throws DeliveryError: `target-gone` and `refused` where it never will work, else it may be tried again
   */
  update?(posted: PostedMessage, report: Report, delivery: Pick<DeliveryContext, "mayRepeat">): Promise<void>;
  /** Whether a message there can be replied to in a thread of its own. Absent where there are no threads at all. */
  hasThreads?(target: string): boolean;
}

/** The target that stands for a person's direct chat: its surface finds the person by the e-mail address. */
export function personTarget(email: string): string {
  return `${PERSON}${email}`;
}

/** The address in a person's target, undefined for every other. */
export function personIn(target: string): string | undefined {
  return target.startsWith(PERSON) ? target.slice(PERSON.length) : undefined;
}

const PERSON = "mailto:";

export interface DeliveryContext {
  /** Stands in the message's metadata where the platform has any. */
  readonly deliveryId: string;
  /** When the first attempt's request left, for searching. */
  readonly firstAttemptAt: Date;
  /** The same message may already be there: say so in it. */
  readonly mayRepeat: boolean;
  /** It goes into the thread of this message, and is looked for there; only where the target has threads. */
  readonly replyTo?: PostedMessage | undefined;
}

/** How a platform names a posted message: enough to update it later. */
export interface PostedMessage {
  readonly target: string;
  readonly messageId: string;
}

export interface RenderedMessage {
  /** The JSON that would be sent (blocks, card), or undefined for plain text. */
  readonly payload?: unknown;
  readonly text: string;
  readonly files: readonly RenderedFile[];
}

export interface RenderedFile {
  readonly name: string;
  readonly mimeType: "image/png";
  readonly altText: string;
  readonly bytes: Uint8Array;
}

/**
 * - `retry`: certainly not posted, may work later (rate limit, 5xx before anything was taken, platform down)
 * - `unclear`: the request left and no answer came: it may have been posted
 * - `target-gone`: the channel is archived, deleted, or the bot was removed: pause it
 * - `refused`: will never work as it is (bad token, missing scope, invalid message): tell the owner
 * - `nobody`: the person is not there, or cannot be written to
 */
export type DeliveryFailure = "retry" | "unclear" | "target-gone" | "refused" | "nobody";

/** Every SDK's errors are translated into this one at the surface's edge. */
export class DeliveryError extends Error {
  override readonly name = "DeliveryError";
  readonly failure: DeliveryFailure;
  /** How long the platform asked to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    failure: DeliveryFailure,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.failure = failure;
    this.retryAfterMs = options.retryAfterMs;
  }
}
