import type { DeskEvent, SubjectKind } from "../events/vocabulary.ts";
import { foldAgent } from "./fold-agent.ts";
import { foldAppointment } from "./fold-appointment.ts";
import { foldContact } from "./fold-contact.ts";
import type { FoldContext } from "./fold-context.ts";
import { foldConversations } from "./fold-conversations.ts";
import { foldStandalone } from "./fold-standalone.ts";
import { inBusinessTime } from "./in-business-time.ts";
import { noFacts } from "./no-facts.ts";
import type { FactRows } from "./rows.ts";

/** All events of one subject, or of one family of conversations → its fact rows. */
export type Fold = (events: readonly DeskEvent[], context: FoldContext) => FactRows;

const foldNothing: Fold = () => noFacts;

/** How the events of each kind of subject become facts. */
export const folds: Readonly<Record<SubjectKind, Fold>> = {
  conversation: inBusinessTime(foldConversations),
  agent: foldAgent,
  event: inBusinessTime(foldStandalone),
  contact: foldContact,
  appointment: foldAppointment,
  payment: foldNothing,
  order: foldNothing,
};
