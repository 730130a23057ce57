import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { foldAgent } from "../../src/facts/fold-agent.ts";
import { foldContact } from "../../src/facts/fold-contact.ts";
import { plainFoldContext } from "../../src/facts/fold-context.ts";
import { folds } from "../../src/facts/folds.ts";
import type { FactRows } from "../../src/facts/rows.ts";
import { agentHistories, appointmentHistories, contactHistories } from "./arbitrary-histories.ts";
import { arrivals } from "./arbitrary-stories.ts";

const histories = fc.oneof(contactHistories, appointmentHistories, agentHistories);

function factsOf(history: readonly DeskEvent[]): FactRows {
  return folds[history[0]?.subject.kind ?? "contact"](history, plainFoldContext);
}

interface Stretch {
  readonly validFrom: Date;
  readonly validTo: Date | null;
}

function isInOrder(stretches: readonly Stretch[]): boolean {
  return stretches.every(({ validFrom, validTo }, index) => {
    const next = stretches[index + 1];
    return (
      (validTo ? validFrom <= validTo : !next) && (!next || (validTo !== null && validTo <= next.validFrom))
    );
  });
}

describe("the facts of a contact, an appointment, an agent", () => {
  it("are the same in any order of arrival and with any repeats", () => {
    const arrived = histories.chain((history) => fc.tuple(fc.constant(history), arrivals(history)));

    fc.assert(
      fc.property(arrived, ([history, again]) => {
        expect(factsOf(again)).toEqual(factsOf(history));
      }),
    );
  });

  it("are numbered from 1 and follow each other without overlap", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const facts = factsOf(history);
        const { contactStates, subscriptions, presences, employments } = facts;
        for (const rows of [contactStates, subscriptions, presences, employments])
          expect(isInOrder(rows)).toBe(true);
        const tables: readonly (readonly object[])[] = Object.values(facts);
        for (const rows of tables) {
          const numbers = rows.flatMap((row) => ("no" in row ? [row.no] : []));
          expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        }
      }),
    );
  });
});

describe("the movements of recurring revenue", () => {
  it("sum up, currency by currency, to what is paid in the end", () => {
    fc.assert(
      fc.property(contactHistories, (history) => {
        const { subscriptions, subscriptionChanges } = foldContact(history);
        const last = subscriptions.at(-1);
        for (const currency of ["EUR", "USD"]) {
          const moved = subscriptionChanges
            .filter((row) => row.currency === currency)
            .reduce((sum, row) => sum + Number(row.amount), 0);
          const paid = last?.validTo === null && last.currency === currency ? Number(last.amount) : 0;
          expect(moved).toBe(paid);
        }
      }),
    );
  });
});

describe("the employment of an agent", () => {
  it("says in the end what his own row says", () => {
    fc.assert(
      fc.property(agentHistories, (history) => {
        const { agents, employments } = foldAgent(history);
        if (!agents[0] || !employments[0]) return;
        expect(employments.at(-1)?.validTo === null).toBe(agents[0].isActive);
      }),
    );
  });
});
