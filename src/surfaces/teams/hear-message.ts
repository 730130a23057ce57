import { setTimeout as delay } from "node:timers/promises";
import type { IMessageActivity } from "@microsoft/teams.api";
import type { Answer, Place } from "../../commands/command.ts";
import { conversationOf, requestId } from "./activity-facts.ts";
import { cardMessage } from "./card-message.ts";
import { readPress } from "./card-press.ts";
import { type Given, giveAnswer } from "./give-answer.ts";
import { pressedAnswer } from "./press-card.ts";
import { rememberInPassing } from "./remember-conversation.ts";
import { spokenText } from "./spoken-text.ts";
import { teamsAsker } from "./teams-asker.ts";
import { type Conversation, wordMessage } from "./teams-posts.ts";
import type { TeamsRoom } from "./teams-room.ts";
import { targetLine } from "./welcome-report.ts";

/** Answers what was written to the bot, or a button of a client that sends presses as messages. Teams may send it twice. */
export async function hearMessage(activity: IMessageActivity, room: TeamsRoom): Promise<void> {
  await rememberInPassing(activity, room);
  if (!(await room.answers.isFirst(requestId(activity), "teams"))) return;
  const { place } = teamsAsker(activity);
  const here = conversationOf(activity);
  const press = activity.text ? undefined : readPress(activity.value);
  const given = press
    ? await pressedAnswer({ press, data: activity.value, verb: verbOf(activity.value), activity }, room)
    : await writtenAnswer(activity, room);
  await sayWhere(given, { here, isPersonal: place.kind === "personal", replaces: activity.replyToId }, room);
}

async function writtenAnswer(activity: IMessageActivity, room: TeamsRoom): Promise<Given> {
  const asker = teamsAsker(activity);
  const line = spokenText(activity);
  const here = conversationOf(activity);
  const answer = await whileTyping(room.answers.answer(line, asker), here, asker.place.kind, room);
  return await giveAnswer(
    withTarget(answer, line, asker.place),
    { line, asker, here, place: asker.place, isPressed: false },
    room,
  );
}

/** Help in general also helps who sets deskpulse up. */
function withTarget(answer: Answer, line: string, { channel }: Place): Answer {
  if (!/^\/?help$/i.test(line)) return answer;
  const { report } = answer;
  const note = { type: "footnote" as const, lines: [targetLine(channel)] };
  return { ...answer, report: { ...report, sections: [...report.sections, note] } };
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

/** Shows that an answer is being worked out, where only a few read it and it takes a moment. */
async function whileTyping<T>(
  work: Promise<T>,
  here: Conversation,
  kind: Place["kind"],
  room: TeamsRoom,
): Promise<T> {
  if (kind === "channel") return await work;
  const done = new AbortController();
  const typing = delay(SOON_MS, undefined, { signal: done.signal })
    .then(() => room.posts.typing(here))
    .catch(() => undefined);
  try {
    return await work;
  } finally {
    done.abort();
    // Shown after the answer, it would stay for a while.
    await typing;
  }
}
