import type { Kysely } from "kysely";
import type { DeskEvent, SubjectKind } from "../events/vocabulary.ts";
import type { FoldContext } from "../facts/fold-context.ts";
import { folds } from "../facts/folds.ts";
import { noFacts } from "../facts/no-facts.ts";
import type { FactRows } from "../facts/rows.ts";
import { readEvents } from "./fact-events.ts";
import { loadFoldContext } from "./fold-context.ts";
import { withListedAgents } from "./listed-agents.ts";
import { droppedAmong } from "./retention.ts";
import type { Database } from "./tables.ts";

/** Subjects of one kind that must be folded together: a family of conversations, or one of anything else. */
export interface FactFamily {
  readonly kind: string;
  readonly ids: readonly string[];
}

export interface FoldedFamily extends FactFamily {
  readonly facts: FactRows;
}

export interface UnfoldableFamily extends FactFamily {
  readonly error: unknown;
}

export interface Folding {
  readonly folded: readonly FoldedFamily[];
  /** Families whose events the fold could not take: they stop no other. */
  readonly unfoldable: readonly UnfoldableFamily[];
  /** Subjects whose events were dropped for their age: they keep the facts they have. */
  readonly frozen: readonly FactFamily[];
}

/**
 * Reads and folds families, each on its own.
 *
 * @param before only from events that happened before this instant
 */
export async function foldFamilies(
  db: Kysely<Database>,
  accountId: string,
  families: readonly FactFamily[],
  before?: Date,
): Promise<Folding> {
  const context = await loadFoldContext(db, accountId);
  const folded: FoldedFamily[] = [];
  const unfoldable: UnfoldableFamily[] = [];
  const frozen: FactFamily[] = [];
  for (const [kind, ofKind] of Map.groupBy(families, (family) => family.kind)) {
    const ids = ofKind.flatMap((family) => family.ids);
    const events = await readEvents(db, accountId, kind, ids, before);
    const bySubject = Map.groupBy(events, (event) => event.subject.id);
    // Asked after the events were read: what is dropped between the two is then seen as dropped.
    const dropped = await droppedAmong(db, accountId, kind, ids);
    for (const whole of ofKind) {
      const gone = whole.ids.filter((id) => dropped.has(id));
      if (gone.length > 0) frozen.push({ kind, ids: gone });
      if (gone.length === whole.ids.length) continue;
      const family = gone.length > 0 ? { kind, ids: whole.ids.filter((id) => !dropped.has(id)) } : whole;
      const own = family.ids.flatMap((id) => bySubject.get(id) ?? []);
      try {
        folded.push({ ...family, facts: fold(family, own, context) });
      } catch (error) {
        unfoldable.push({ ...family, error });
      }
    }
  }
  return { folded: await withListedAgents(db, accountId, folded), unfoldable, frozen };
}

function fold({ kind, ids }: FactFamily, events: readonly DeskEvent[], context: FoldContext): FactRows {
  const facts = isKnown(kind) ? folds[kind](events, context) : noFacts;
  return kind === "conversation" ? within(new Set<string | null>(ids), facts) : facts;
}

/** A merge that came in between points out of the family: the conversation there is folded when its own turn comes. */
function within(ids: ReadonlySet<string | null>, facts: FactRows): FactRows {
  const own = <T extends { readonly conversation: string | null }>(rows: readonly T[]) =>
    rows.filter((row) => ids.has(row.conversation));
  return {
    ...facts,
    conversations: own(facts.conversations),
    turns: own(facts.turns),
    episodes: own(facts.episodes),
    messages: own(facts.messages),
    ratings: own(facts.ratings),
    closings: own(facts.closings),
    snoozes: own(facts.snoozes),
    surveyOffers: own(facts.surveyOffers),
    orders: own(facts.orders),
    conversions: own(facts.conversions),
    payments: own(facts.payments),
    slaClocks: own(facts.slaClocks),
    slaMoments: own(facts.slaMoments),
  };
}

function isKnown(kind: string): kind is SubjectKind {
  return Object.hasOwn(folds, kind);
}
