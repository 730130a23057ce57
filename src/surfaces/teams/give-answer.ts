import type { ChatAsker } from "../../answering/chat-answers.ts";
import type { Answer, Place } from "../../commands/command.ts";
import { reason } from "../../errors.ts";
import { type AnswerCard, answerCard } from "./answer-card.ts";
import { cardMessage } from "./card-message.ts";
import { conversationId } from "./conversation-id.ts";
import { fileConsent } from "./file-messages.ts";
import { type Conversation, wordMessage } from "./teams-posts.ts";
import type { TeamsRoom } from "./teams-room.ts";

/** A line that was asked, and where its answer belongs. */
export interface Asked {
  readonly line: string;
  readonly asker: ChatAsker;
  /** Where it was written or pressed. */
  readonly here: Conversation;
  /** What it is about, if that is not where it was pressed. */
  readonly place: Place;
  /** The card it was pressed on, where that is to give way. */
  readonly replaces?: string | undefined;
  readonly back?: string | undefined;
  /** An answer to a press on what everybody sees is for who pressed, whatever the command says. */
  readonly isPressed: boolean;
}

/**
 * Where an answer went.
 * - `here`: posted where it was asked, or the card that takes the place of the one that was pressed
 * - `sent`: to the personal chat
 * - `failed`: nowhere, with what to tell who asked
 */
export type Given =
  | { readonly kind: "here"; readonly replacement?: AnswerCard }
  | { readonly kind: "sent" }
  | { readonly kind: "failed"; readonly words: string };

type Refused = Parameters<typeof answerCard>[1]["refused"];

/** Sends an answer where it belongs. Never throws: what cannot be sent is said and logged. */
export async function giveAnswer(
  answer: Answer,
  asked: Asked,
  room: TeamsRoom,
  refused?: Refused,
): Promise<Given> {
  const { asker, here } = asked;
  const isOwn = asker.place.kind === "personal";
  const given =
    isOwn || (answer.visibility === "channel" && !asked.isPressed)
      ? await giveHere(answer, asked, room, refused)
      : await giveInPerson(answer, asked, room);
  if (answer.notice !== undefined) await giveNotice(answer.notice, asked, room);
  if (answer.file && isOwn) await giveFile(answer, asked, here, room);
  return given;
}

async function giveHere(answer: Answer, asked: Asked, room: TeamsRoom, refused: Refused): Promise<Given> {
  const { here, replaces } = asked;
  const shown = cardIn(here, answer, asked, room, refused);
  // A file is handed over beside what it is about.
  if (replaces !== undefined && !answer.file) return { kind: "here", replacement: shown };
  try {
    await room.posts.post(here, cardMessage(shown.card, shown.summary));
    return { kind: "here" };
  } catch (error) {
    room.logger.error({ source: "teams", reason: reason(error) }, "An answer could not be posted");
    return { kind: "failed", words: "Teams did not take the answer. Please ask again." };
  }
}

async function giveInPerson(answer: Answer, asked: Asked, room: TeamsRoom): Promise<Given> {
  const { user } = asked.asker;
  try {
    const chat = await room.chats.of(user, asked.here.serviceUrl);
    const { card, summary } = cardIn(chat, answer, asked, room);
    await room.posts.post(chat, cardMessage(card, summary));
    if (answer.file) await giveFile(answer, asked, chat, room);
    return { kind: "sent" };
  } catch (error) {
    room.logger.warn({ source: "teams", reason: reason(error) }, "A personal chat could not be opened");
    return {
      kind: "failed",
      words:
        "The answer is for you alone, and I cannot write to you yet. Open Apps in Teams, look for deskpulse, choose Add, and ask me there.",
    };
  }
}

function cardIn(
  { id }: Conversation,
  answer: Answer,
  { line, place, back }: Asked,
  { publicUrl }: TeamsRoom,
  refused?: Refused,
): AnswerCard {
  return answerCard(answer, { publicUrl, line, place, conversation: conversationId(id), back, refused });
}

/** In the thread where it was asked, else in the channel that it is about. */
async function giveNotice(notice: string, { here, place }: Asked, room: TeamsRoom): Promise<void> {
  if (place.kind === "personal") return;
  try {
    const elsewhere = async () => {
      const known = await room.references.find(place.channel);
      return { id: place.channel, serviceUrl: known?.serviceUrl ?? here.serviceUrl };
    };
    const to = conversationId(here.id) === place.channel ? here : await elsewhere();
    await room.posts.post(to, wordMessage(notice));
  } catch (error) {
    room.logger.warn({ source: "teams", reason: reason(error) }, "A channel could not be told");
  }
}

async function giveFile(
  { file }: Answer,
  { line }: Asked,
  chat: Conversation,
  room: TeamsRoom,
): Promise<void> {
  if (!file) return;
  try {
    await room.posts.post(chat, fileConsent(file, line));
  } catch (error) {
    room.logger.error({ source: "teams", reason: reason(error) }, "A file could not be offered");
    await room.posts
      .post(chat, wordMessage("Teams did not take the file. Please ask again."))
      .catch(() => undefined);
  }
}
