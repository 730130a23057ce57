import type { DeskEvent } from "../../events/vocabulary.ts";
import type { Case, CaseOf } from "../cases.ts";
import type { Refusal } from "../import-step.ts";
import { inRowOrder } from "../in-row-order.ts";
import type { Cases } from "./compile-mapping.ts";
import { rowEvents } from "./row-events.ts";
import { requiredText, rowKey } from "./row-key.ts";
import type { Rule } from "./rule.ts";
import type { RowInCase, TableRow } from "./table-row.ts";
import type { Value } from "./value.ts";

interface CaseEvents {
  readonly events: readonly DeskEvent[];
  readonly refusals: readonly Refusal[];
  readonly withoutEvents: number;
  readonly shifted: number;
}

/** Makes events of whole cases. */
export interface CaseReader {
  readonly caseOf: CaseOf;
  eventsOf(one: Case): CaseEvents;
}

export function caseReader(
  cases: Cases,
  key: Value | undefined,
  rules: readonly Rule[],
  context: { readonly source: string; readonly now: Date },
): CaseReader {
  return {
    caseOf: (row) => requiredText(cases.by, alone(row), "case.by"),
    eventsOf: ({ id, rows }) => {
      const { ordered, refusals } = inOrder(rows, cases.order);
      const keys = caseKeys(id, key);
      let withoutEvents = 0;
      const events = ordered.map((row, no) => {
        const at = {
          row,
          first: ordered[0] ?? row,
          last: ordered.at(-1) ?? row,
          before: ordered[no - 1],
        };
        const rowId = keys(at, no);
        if (typeof rowId !== "string") {
          refusals.push(rowId);
          return [];
        }
        const made = rowEvents(rules, at, rowId, context);
        refusals.push(...made.refusals);
        if (made.events.length + made.refusals.length === 0) withoutEvents += 1;
        return made.events;
      });
      return { ...inRowOrder(events), refusals, withoutEvents };
    },
  };
}

/** Sorted by time; a table that has the newest row first is turned round, so that rows of one time keep their order. */
function inOrder(
  rows: readonly TableRow[],
  order: Value | undefined,
): { ordered: readonly TableRow[]; refusals: Refusal[] } {
  if (!order) return { ordered: rows, refusals: [] };
  const refusals: Refusal[] = [];
  const timed = rows.flatMap((row) => {
    let problem = "is missing: the row has no time to be sorted by";
    const time = order(alone(row), (message) => {
      problem = message;
    });
    if (typeof time === "number") return { row, time };
    refusals.push({ line: row.line, id: undefined, errors: [{ path: "case.order", message: problem }] });
    return [];
  });
  const isDescending = (timed[0]?.time ?? 0) > (timed.at(-1)?.time ?? 0);
  const ascending = isDescending ? timed.toReversed() : timed;
  return { ordered: ascending.toSorted((a, b) => a.time - b.time).map(({ row }) => row), refusals };
}

/** `case/000001` by its place in the case, or `case/key`, a repeated key with its count. */
function caseKeys(id: string, key: Value | undefined): (at: RowInCase, no: number) => string | Refusal {
  if (!key) return (_, no) => `${id}/${String(no + 1).padStart(6, "0")}`;
  const counts = new Map<string, number>();
  return (at) => {
    const own = rowKey(key, at);
    if (typeof own !== "string") return own;
    const count = (counts.get(own) ?? 0) + 1;
    counts.set(own, count);
    return count === 1 ? `${id}/${own}` : `${id}/${own}~${count}`;
  };
}

function alone(row: TableRow): RowInCase {
  return { row, first: row, last: row, before: undefined };
}
