import { setTimeout as delay } from "node:timers/promises";
import type { App } from "@microsoft/teams.apps";
import type { Clock } from "../../clock.ts";
import { DeliveryError } from "../surface.ts";
import type { CardMessage } from "./card-message.ts";
import type { FileMessage } from "./file-messages.ts";
import { postError } from "./teams-errors.ts";

/** Where something is posted: a conversation's id, with the thread where an answer belongs in one. */
export interface Conversation {
  readonly id: string;
  readonly serviceUrl: string;
}

/** A short word. Plain: nothing in it is markup, and nobody is mentioned. */
export interface WordMessage {
  readonly type: "message";
  readonly text: string;
  readonly textFormat: "plain";
}

export function wordMessage(text: string): WordMessage {
  return { type: "message", text, textFormat: "plain" };
}

type Message = CardMessage | WordMessage | FileMessage;

/** Posts answers; what Teams asks to be tried again is, for a while. */
export interface TeamsPosts {
  /** @throws DeliveryError */
  post(to: Conversation, message: Message): Promise<string>;
  /** @throws DeliveryError */
  update(to: Conversation, messageId: string, message: Message): Promise<void>;
  /** Never throws. */
  typing(to: Conversation): Promise<void>;
  /**
   * The id of somebody's personal chat with the bot.
   *
   * @throws DeliveryError where the bot may not write to them
   */
  openChat(member: {
    readonly id: string;
    readonly tenant: string;
    readonly serviceUrl: string;
  }): Promise<string>;
}

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

export function teamsPosts(app: App, clock: Clock): TeamsPosts {
  const at = (serviceUrl: string) => app.api.clone({ serviceUrl }).conversations;

  async function persistently<T>(target: string, send: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await send();
      } catch (error) {
        const failure = postError(error, { target, now: clock.now() });
        if (failure.failure !== "retry" || attempt === ATTEMPTS) throw failure;
        const wait = failure.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
        await delay(Math.min(wait, LONGEST_WAIT_MS));
      }
    }
  }

  return {
    post: ({ id, serviceUrl }, message) =>
      persistently(id, async () => (await at(serviceUrl).createActivity(encodeURIComponent(id), message)).id),
    async update({ id, serviceUrl }, messageId, message) {
      const [conversation, activity] = [encodeURIComponent(id), encodeURIComponent(messageId)];
      await persistently(id, () => at(serviceUrl).updateActivity(conversation, activity, message));
    },
    async typing({ id, serviceUrl }) {
      await at(serviceUrl)
        .createActivity(encodeURIComponent(id), { type: "typing" })
        .catch(() => undefined);
    },
    async openChat({ id, tenant, serviceUrl }) {
      const chat = await persistently(id, () =>
        at(serviceUrl).create({
          members: [{ id, role: "user" }],
          tenantId: tenant,
          channelData: { tenant: { id: tenant } },
        }),
      );
      if (typeof chat.id === "string" && chat.id !== "") return chat.id;
      throw new DeliveryError("refused", "Teams opened a chat without an id");
    },
  };
}
