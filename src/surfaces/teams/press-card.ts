import type {
  Activity,
  AdaptiveCardActionResponse,
  IAdaptiveCardActionInvokeActivity,
} from "@microsoft/teams.api";
import type { ChatAsker } from "../../answering/chat-answers.ts";
import type { Place } from "../../commands/command.ts";
import { reason } from "../../errors.ts";
import { conversationOf, requestId } from "./activity-facts.ts";
import { cardMessage } from "./card-message.ts";
import { type Press, readInputs, readPress, verbs } from "./card-press.ts";
import { formValues } from "./form-to-elements.ts";
import { type Asked, type Given, giveAnswer } from "./give-answer.ts";
import { badRequest, shownCard, toast } from "./invoke-answers.ts";
import { rememberInPassing } from "./remember-conversation.ts";
import { teamsAsker } from "./teams-asker.ts";
import { wordMessage } from "./teams-posts.ts";
import type { TeamsRoom } from "./teams-room.ts";

export interface Pressed {
  readonly press: Press;
  /** All that came with the press, a form's inputs too. */
  readonly data: unknown;
  readonly verb: string | undefined;
  readonly activity: Activity;
}

/**
 * Answers a pressed button of a card: on one's own card by a card in its place, on everybody's card in the personal chat,
 * and the card stays. Teams is told soon that an answer follows, where it takes longer.
 */
export async function pressCard(
  activity: IAdaptiveCardActionInvokeActivity,
  room: TeamsRoom,
): Promise<AdaptiveCardActionResponse> {
  const { verb, data } = activity.value.action;
  const press = readPress(data);
  if (verb !== verbs.command && verb !== verbs.form)
    return badRequest(`deskpulse does not know the button "${verb ?? ""}"`);
  if (!press) return badRequest("deskpulse does not know what this button asks");
  if (press.command === "") return toast("Choose one first.");
  const isPersonal = teamsAsker(activity).place.kind === "personal";
  const { promise, resolve } = Promise.withResolvers<AdaptiveCardActionResponse>();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    resolve(
      toast(isPersonal ? "One moment: the answer follows." : "One moment: I’ll send it to you privately."),
    );
  }, room.promptMs);
  void room.work.begin(async () => {
    try {
      const given = await takeOn({ press, data, verb, activity }, room);
      resolve(given ? responseTo(given) : toast("That is being answered already."));
      if (given) await settle(given, activity, isLate, room);
    } catch (error) {
      room.logger.error({ source: "teams", reason: reason(error) }, "A pressed button could not be answered");
      resolve(toast("That did not work. Please try again."));
    } finally {
      clearTimeout(timer);
    }
  });
  return await promise;
}

/** Undefined for what is being answered already. */
async function takeOn(pressed: Pressed, room: TeamsRoom): Promise<Given | undefined> {
  const { activity } = pressed;
  const [isFirst] = await Promise.all([
    room.answers.isFirst(requestId(activity), "teams"),
    rememberInPassing(activity, room),
  ]);
  return isFirst ? await pressedAnswer(pressed, room) : undefined;
}

function responseTo(given: Given): AdaptiveCardActionResponse {
  switch (given.kind) {
    case "here":
      return given.replacement ? shownCard(given.replacement) : toast("The answer is below.");
    case "sent":
      return toast("I’ve sent it to you privately.");
    case "failed":
      return toast(given.words);
    default:
      return given satisfies never;
  }
}

/**
 * The invoke's answer is shown once, on the device that pressed: the message itself is changed as well. Who was told that
 * the answer follows learns here that there is none.
 */
async function settle(given: Given, activity: Activity, isLate: boolean, room: TeamsRoom): Promise<void> {
  const here = conversationOf(activity);
  if (given.kind === "failed" && isLate) await room.posts.post(here, wordMessage(given.words));
  if (given.kind !== "here" || !given.replacement || activity.replyToId === undefined) return;
  const { card, summary } = given.replacement;
  await room.posts.update(here, activity.replyToId, cardMessage(card, summary));
}

/** Works out the answer to a press, and sends what is not to take the card's place. Never throws. */
export async function pressedAnswer(
  { press, data, verb, activity }: Pressed,
  room: TeamsRoom,
): Promise<Given> {
  const asker = teamsAsker(activity);
  const place = await placeOf(press, asker, room);
  const isOwn = asker.place.kind === "personal" && press.stays === undefined;
  const asked: Asked = {
    line: press.command,
    asker,
    here: conversationOf(activity),
    place,
    ...(isOwn ? { replaces: activity.replyToId, back: press.back } : {}),
    isPressed: true,
  };
  const about = { ...asker, place };
  if (verb !== verbs.form)
    return await giveAnswer(await room.answers.answer(press.command, about), asked, room);
  const values = { ...formValues(readInputs(data)) };
  const taken = await room.answers.submit(press.command, onlyHere(values, place), about);
  if (!("errors" in taken)) return await giveAnswer(taken, asked, room);
  const again = await room.answers.answer(press.command, about);
  return await giveAnswer(again, asked, room, { values, errors: taken.errors });
}

/** What a card was asked for is believed of members of that place alone. */
async function placeOf({ at }: Press, { user, place }: ChatAsker, { profiles }: TeamsRoom): Promise<Place> {
  if (!at || at.channel === place.channel) return place;
  const profile = await profiles.profileOf({ ...user, conversation: at.channel });
  return profile.kind === "member" ? { platform: "teams", ...at } : place;
}

/** A form offers one channel, and takes no other: nobody posts where they are not. */
function onlyHere(values: ReturnType<typeof formValues>, { channel }: Place): ReturnType<typeof formValues> {
  const chosen = values["channel"];
  return chosen ? { ...values, channel: chosen.filter((id) => id === channel) } : values;
}
