import { averaged, counted, type Kpi, timed } from "./answer.ts";
import { isAsked } from "./conversations.ts";
import type { Sample } from "./desk.ts";
import type { Question } from "./question.ts";
import type { Conversation, ToldDesk } from "./told-desk.ts";

export interface Reopening extends Omit<Sample, "value"> {
  readonly reopenedAt: number | undefined;
}

export function reopenings({ conversations }: ToldDesk): readonly Reopening[] {
  return conversations.flatMap(({ life, labels }) =>
    life.episodes.flatMap(({ resolved, reopenedAt }) => {
      if (!resolved) return [];
      const { at, automatic } = resolved;
      return [{ at, automatic, reopenedAt, labels: labels(resolved, at) }];
    }),
  );
}

export function resolutionKpis(told: ToldDesk): Record<string, Kpi> {
  const { conversations } = told;
  const resolved = conversations.flatMap((each) => resolvedIn(told, each));
  const isThatAsked = (samples: readonly (Sample & Resolved)[]) => (question: Question) =>
    samples.filter((sample) => isAsked(sample, question));
  const handled = resolved.flatMap(({ conversation, ...rest }) => {
    const { handlingSeconds } = conversation.life;
    if (handlingSeconds === null) return [];
    const value = handlingSeconds * 1000;
    return [{ ...rest, conversation, value, businessMs: null }];
  });
  const oneTouch = resolved.map((each) => ({ ...each, value: Number(each.replies === 1) }));
  return {
    "resolution-time": timed(isThatAsked(resolved)),
    "single-reply-resolution-rate": averaged(isThatAsked(oneTouch), 100),
    "handle-time": timed(isThatAsked(handled)),
    "complaints-resolved": counted((question) =>
      isThatAsked(resolved)(question).filter(({ conversation }) =>
        conversation.life.tags.has(question.complaintTag),
      ),
    ),
    "reopened-rate": averaged((question) => {
      const wasReopened = ({ at, reopenedAt }: Reopening) =>
        reopenedAt !== undefined && reopenedAt - at <= question.reopenWindowMs;
      return reopenings(told)
        .filter((episode) => isAsked(episode, question))
        .map((episode) => ({ ...episode, value: Number(wasReopened(episode)) }));
    }, 100),
    "first-contact-resolution-rate": averaged((question) => firstContacts(told, question), 100),
  };
}

interface Resolved {
  readonly conversation: Conversation;
  readonly replies: number;
}

/** Its last resolution, where that is in force. */
function resolvedIn({ businessMs }: ToldDesk, conversation: Conversation): (Sample & Resolved)[] {
  const { life, labels } = conversation;
  const { openedAt } = life;
  const resolved = life.episodes.at(-1)?.resolved;
  if (!resolved || openedAt === undefined) return [];
  const { at, automatic, replies, team } = resolved;
  const times = { value: at - openedAt, businessMs: businessMs(team, openedAt, at) };
  return [{ ...times, at, automatic, replies, conversation, labels: labels(resolved, at) }];
}

/** Each conversation at its first resolution: failed by a reopening or another conversation within the window. */
function firstContacts({ conversations }: ToldDesk, question: Question): readonly Sample[] {
  const { fcrTag, reopenWindowMs } = question;
  const isInUse = conversations.some(({ life }) => life.tags.has(fcrTag));
  return conversations.flatMap((each): Sample[] => {
    const { life, labels } = each;
    const [first] = life.episodes;
    const resolved = first?.resolved;
    if (!resolved || (isInUse && !life.tags.has(fcrTag))) return [];
    const { at, automatic } = resolved;
    const isWithin = (instant: number | undefined) =>
      instant !== undefined && instant > at && instant - at <= reopenWindowMs;
    const cameBack = conversations.some(
      (other) =>
        other !== each &&
        life.customer !== null &&
        other.life.customer === life.customer &&
        other.life.initiatedBy === "customer" &&
        isWithin(other.life.openedAt),
    );
    const reopenedAt = first?.reopenedAt;
    const wasReopened = reopenedAt !== undefined && reopenedAt - at <= reopenWindowMs;
    const value = Number(!wasReopened && !cameBack);
    return isAsked({ automatic }, question) ? [{ at, value, automatic, labels: labels(resolved, at) }] : [];
  });
}
