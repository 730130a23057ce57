import type { ToldEvent } from "../told-event.ts";
import { type Answer, counted, type Kpi } from "./answer.ts";
import { automationKpis } from "./automation.ts";
import { businessKpis } from "./business.ts";
import { contactKpis } from "./contacts.ts";
import { conversationKpis, levelOf } from "./conversations.ts";
import { messageKpis } from "./messages.ts";
import type { Question } from "./question.ts";
import { ratingKpis } from "./ratings.ts";
import { type Reopening, reopenings, resolutionKpis } from "./resolutions.ts";
import { slaKpis } from "./sla.ts";
import { speedKpis, unansweredTurns, waits } from "./speed.ts";
import { subscriptionKpis } from "./subscriptions.ts";
import { surveyKpis } from "./surveys.ts";
import { teamKpis } from "./team.ts";
import { type NaiveConfig, noConfig, type ToldDesk, toldDesk } from "./told-desk.ts";

/** The values of each name, null where there is none; a conversation may have several tags. */
export type Labels = Readonly<Record<string, readonly (string | null)[]>>;

/** A thing that a KPI counts, averages or takes the share of. */
export interface Sample {
  readonly at: number;
  /** Milliseconds, an amount, a score, or 1 and 0 for yes and no. */
  readonly value: number;
  readonly labels: Labels;
  readonly automatic?: boolean;
  readonly scale?: string;
  /** What is counted once however often it is there. */
  readonly thing?: string;
  readonly businessMs?: number | null;
}

/** Something that is there for a time. */
export interface Level {
  /** Of a wait. */
  readonly startedAt?: number;
  labelsAt(instant: number): Labels;
  isOpenAt(instant: number): boolean;
}

export interface Desk {
  readonly told: ToldDesk;
  readonly kpis: Readonly<Record<string, Kpi>>;
  readonly resolutions: readonly Reopening[];
  /** In the order of the conversations. */
  readonly backlog: readonly Level[];
  /** By KPI: the waits that a resolution or closing ended, and those of which the start is known. */
  readonly unanswered: Readonly<Record<string, readonly Sample[]>>;
  readonly waits: Readonly<Record<string, readonly Level[]>>;
}

/** Everything that the KPIs are made of, from the events of a desk in the order of their arrival. */
export function deskOf(events: readonly ToldEvent[], config: NaiveConfig = noConfig): Desk {
  const told = toldDesk(events, config);
  const opened = conversationKpis(told)["conversations-opened"] ?? counted([]);
  return {
    told,
    kpis: {
      ...messageKpis(told),
      ...conversationKpis(told),
      ...speedKpis(told),
      ...resolutionKpis(told),
      ...ratingKpis(told),
      ...surveyKpis(told),
      ...automationKpis(told),
      ...contactKpis(told),
      ...businessKpis(told, opened),
      ...subscriptionKpis(told),
      ...teamKpis(told),
      ...slaKpis(told),
    },
    resolutions: reopenings(told),
    backlog: told.conversations.map(levelOf),
    unanswered: unansweredTurns(told),
    waits: waits(told),
  };
}

/** @throws where the oracle does not know the KPI */
export function naiveAnswer(desk: Desk, question: Question): Answer {
  const kpi = desk.kpis[question.metric];
  if (!kpi) throw new Error(`The oracle does not know ${question.metric}`);
  return kpi(question);
}
