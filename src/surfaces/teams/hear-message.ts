import { setTimeout as delay } from "node:timers/promises";
import type { IMessageActivity } from "@microsoft/teams.api";
import { conversationOf, requestId } from "./activity-facts.ts";
import { cardMessage } from "./card-message.ts";
import { readPress } from "./card-press.ts";
import { type Asked, type Given, giveAnswer } from "./give-answer.ts";
import { pressedAnswer } from "./press-card.ts";
import { rememberConversation } from "./remember-conversation.ts";
import { spokenText } from "./spoken-text.ts";
import { teamsAsker } from "./teams-asker.ts";
import { type Conversation, wordMessage } from "./teams-posts.ts";
import type { TeamsRoom } from "./teams-room.ts";

/** Answers what was written to the bot, or a button of a client that sends presses as messages. Teams may send it twice. */
export async function hearMessage(activity: IMessageActivity, room: TeamsRoom): Promise<void> {
  await rememberConversation(activity, room.references);
  if (!(await room.answers.isFirst(requestId(activity), "teams"))) return;
  const here = conversationOf(activity);
  const asker = teamsAsker(activity);
  const answered = new AbortController();
  const typing = showTyping(here, asker.place.kind, room, answered.signal);
  const press = activity.text ? undefined : readPress(activity.value);
  const given = press
    ? await pressedAnswer({ press, data: activity.value, verb: verbOf(activity.value), activity }, room)
    : await giveAnswer(...(await written(activity, room)));
  answered.abort();
  await typing;
  await sayWhere(
    given,
    { here, isPersonal: asker.place.kind === "personal", replaces: activity.replyToId },
    room,
  );
}

async function written(
  activity: IMessageActivity,
  room: TeamsRoom,
): Promise<[Parameters<typeof giveAnswer>[0], Asked, TeamsRoom]> {
  const asker = teamsAsker(activity);
  const line = spokenText(activity);
  const here = conversationOf(activity);
  const answer = await room.answers.answer(line, asker);
  return [answer, { line, asker, here, place: asker.place, isPressed: false }, room];
}

interface Where {
  readonly here: Conversation;
  readonly isPersonal: boolean;
  readonly replaces: string | undefined;
}

async function sayWhere(given: Given, { here, replaces, isPersonal }: Where, room: TeamsRoom): Promise<void> {
  switch (given.kind) {
    case "here":
      if (given.replacement && replaces !== undefined) {
        const { card, summary } = given.replacement;
        await room.posts.update(here, replaces, cardMessage(card, summary));
      }
      return;
    case "sent":
      if (!isPersonal) await room.posts.post(here, wordMessage("I’ve sent it to you privately."));
      return;
    case "failed":
      await room.posts.post(here, wordMessage(given.words));
      return;
    default:
      given satisfies never;
  }
}

function verbOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const verb: unknown = Reflect.get(value, "verb");
  return typeof verb === "string" ? verb : undefined;
}

const SOON_MS = 500;

/** Where only a few read it, and the answer takes a moment. */
async function showTyping(
  here: Conversation,
  kind: "personal" | "group" | "channel",
  room: TeamsRoom,
  signal: AbortSignal,
): Promise<void> {
  if (kind === "channel") return;
  const isLate = await delay(SOON_MS, true, { signal }).catch(() => false);
  if (isLate) await room.posts.typing(here);
}
