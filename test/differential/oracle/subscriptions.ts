import { type Answer, eachCell, eachStretch, type Kpi, total, withCurrency } from "./answer.ts";
import { segmentBefore } from "./contact-history.ts";
import { cellsThere } from "./contacts.ts";
import type { Labels } from "./desk.ts";
import type { Heard } from "./heard.ts";
import type { Question } from "./question.ts";
import type { ToldDesk } from "./told-desk.ts";

interface Customer {
  readonly name: string;
  readonly told: readonly Heard[];
}

/** What runs, by what happened before an instant. */
function runningAt({ told }: Customer, instant: number): Heard | undefined {
  const last = told.findLast(({ at }) => at < instant);
  return last?.type === "subscription.cancelled" ? undefined : last;
}

/** The events of the period that begin, or end, something that runs. */
function turnsIn(customer: Customer, { from, to }: Question, what: "begin" | "end"): readonly Heard[] {
  return customer.told.filter(({ type, at }, index) => {
    const ran = (customer.told[index - 1]?.type ?? "subscription.cancelled") !== "subscription.cancelled";
    const runs = type !== "subscription.cancelled";
    return from <= at && at < to && (what === "begin" ? !ran && runs : ran && !runs);
  });
}

export function subscriptionKpis({ heard }: ToldDesk): Record<string, Kpi> {
  const told = heard.filter(({ type }) => type.startsWith("subscription."));
  const customers = [...Map.groupBy(told, ({ data }) => data.customer ?? "")].map(
    ([name, events]): Customer => ({ name, told: events }),
  );
  const labelled = ({ name }: Customer, end: number | Heard) => ({
    name,
    labels: { segment: [segmentBefore(name, heard, end)] },
  });
  const cells = (things: readonly { name: string; labels: Labels }[], question: Question) => {
    const members = cellsThere(things, question);
    return {
      names: members.keys(),
      size: (cell: string) => new Set((members.get(cell) ?? []).map(({ name }) => name)).size,
    };
  };
  const runners = (question: Question, instant: number) =>
    cells(
      customers.filter((each) => runningAt(each, instant)).map((each) => labelled(each, instant)),
      question,
    );
  const turners = (question: Question, what: "begin" | "end") =>
    cells(
      customers
        .filter((each) => !runningAt(each, what === "begin" ? question.from : question.to))
        .flatMap((each) => turnsIn(each, question, what).map((event) => labelled(each, event))),
      question,
    );
  return {
    "customer-churn-rate": eachStretch((question) => {
      const [start, lost] = [runners(question, question.from), turners(question, "end")];
      return ofStart(start, [...lost.names], lost.size);
    }, null),
    "customer-retention-rate": eachStretch((question) => {
      const [start, end] = [runners(question, question.from), runners(question, question.to)];
      const joined = turners(question, "begin");
      return ofStart(start, [...end.names, ...joined.names], (cell) => end.size(cell) - joined.size(cell));
    }, null),
    mrr: eachStretch((asked) => {
      const question = withCurrency(asked);
      const running = customers.flatMap((each) => {
        const last = runningAt(each, question.to);
        if (!last) return [];
        const { labels } = labelled(each, question.to);
        const { currency = null, amount } = last.data;
        return [{ labels: { ...labels, currency: [currency] }, value: Number(amount) }];
      });
      return eachCell(cellsThere(running, question), (members) => ({
        value: total(members),
        sample: members.length,
      }));
    }, 0),
  };
}

interface Cells {
  readonly names: Iterable<string>;
  size(cell: string): number;
}

function ofStart(start: Cells, names: readonly string[], part: (cell: string) => number): Answer {
  return {
    names: new Set([...start.names, ...names]),
    cell(name) {
      const sample = start.size(name);
      return { value: sample === 0 ? null : (100 * part(name)) / sample, sample };
    },
  };
}
