import { type Answer, countedOnce, eachStretch, type Kpi, total, withCurrency } from "./answer.ts";
import { cellName } from "./cells.ts";
import { cellsThere } from "./contacts.ts";
import type { Labels, Sample } from "./desk.ts";
import type { Heard } from "./heard.ts";
import type { Question } from "./question.ts";
import type { ToldDesk } from "./told-desk.ts";

/** Money spread evenly over its span, over the conversations in which an agent replied. */
export function costKpis({ heard, conversations }: ToldDesk): Record<string, Kpi> {
  const costs = heard.filter(({ type }) => type === "cost.recorded");
  const replies = conversations.flatMap(({ name, life, labels }) =>
    life.messages
      .filter(({ event }) => event.data.author?.kind === "agent")
      .map(({ at, agent, team, event }): Sample => {
        const channel = [event.data.channel ?? life.channel];
        return { at, value: 1, thing: name, labels: { ...labels({ agent, team }, at), channel } };
      }),
  );
  return {
    "cost-per-conversation": eachStretch((question) => perConversation(costs, replies, question), null),
  };
}

function perConversation(costs: readonly Heard[], replies: readonly Sample[], asked: Question): Answer {
  const question = withCurrency(asked);
  const inIt = costs.map((cost) => partOf(cost, question)).filter((part) => part !== undefined);
  const cells = cellsThere(inIt, question);
  const across = ["currency", "kind"];
  const by = question.by.filter((dimension) => !across.includes(dimension));
  const { kind: _kind, ...filters } = question.filters;
  const handled = countedOnce(replies)({ ...question, by, filters });
  return {
    names: new Set(cells.keys()),
    cell(name) {
      const key = (JSON.parse(name) as (string | null)[]).filter(
        (_, index) => !across.includes(question.by[index] ?? ""),
      );
      const { sample } = handled.cell(cellName(key));
      const members = cells.get(name) ?? [];
      return { value: members.length === 0 || sample === 0 ? null : total(members) / sample, sample };
    },
  };
}

function partOf({ data }: Heard, { from, to }: Question): { value: number; labels: Labels } | undefined {
  const [start, end] = [Date.parse(data.from ?? ""), Date.parse(data.to ?? "")];
  const shared = Math.min(end, to) - Math.max(start, from);
  if (shared <= 0) return undefined;
  const labels = {
    currency: [data.currency ?? null],
    kind: [data.kind ?? null],
    team: [data.team ?? null],
    channel: [data.channel ?? null],
  };
  return { value: (Number(data.amount) * shared) / (end - start), labels };
}
