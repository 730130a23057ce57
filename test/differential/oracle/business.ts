import { counted, countedOnce, type Kpi, money, share } from "./answer.ts";
import { costKpis } from "./costs.ts";
import { aloneLabels } from "./credited.ts";
import type { Sample } from "./desk.ts";
import type { Heard } from "./heard.ts";
import type { ToldDesk } from "./told-desk.ts";

interface Act extends Sample {
  readonly event: Heard;
}

/** Orders, conversions, payments and costs. */
export function businessKpis(told: ToldDesk, opened: Kpi): Record<string, Kpi> {
  const acts = actsOf(told);
  const isNew = newcomers(told);
  const orders = acts.filter(({ event, thing }) => event.type === "order.placed" && thing !== undefined);
  const first = orders.filter(({ event }) => isNew(event) === true);
  const again = orders.filter(({ event }) => isNew(event) === false);
  const conversions = acts.filter(({ event }) => event.type === "conversion.recorded");
  const requested = acts.filter(({ event }) => event.type === "payment.requested");
  const received = acts.filter(({ event }) => event.type === "payment.received");
  return {
    "acquisition-rate": share(countedOnce(first), opened),
    "acquisition-value": money(first),
    "retention-rate": share(countedOnce(again), opened),
    "retention-value": money(again),
    "average-order-value": money(orders, true),
    conversions: countedOnce(conversions),
    "conversion-rate": share(countedOnce(conversions), opened, ["kind"]),
    "payments-requested": counted(requested),
    "payments-received": counted(received),
    "payment-volume": money(received),
    ...costKpis(told),
  };
}

function actsOf({ conversations, outside, teamOf }: ToldDesk): readonly Act[] {
  const own = ({ data }: Heard) => ({
    currency: [data.currency ?? null],
    kind: [data.kind ?? null],
  });
  const inside = conversations.flatMap(({ name, life, labels }) =>
    life.acts.map(({ event, at, ...owner }): Act => {
      const value = Number(event.data.amount ?? 1);
      return { at, value, event, thing: name, labels: { ...labels(owner, at), ...own(event) } };
    }),
  );
  const alone = outside
    .filter(({ type }) => /^(order|payment)\./.test(type))
    .map((event): Act => {
      const labels = { ...aloneLabels(event, teamOf), ...own(event) };
      return { at: event.at, value: Number(event.data.amount), event, labels };
    });
  return [...inside, ...alone];
}

/** New is who says so, else who has not ordered before, by address or id; of whom neither is known, nobody knows. */
function newcomers({ heard, conversations, outside }: ToldDesk): (order: Heard) => boolean | undefined {
  const counting = new Map(outside.map((event) => [event, null as string | null]));
  for (const { told, life } of conversations) for (const event of told) counting.set(event, life.customer);
  const known = new Set<string>();
  const verdicts = new Map<Heard, boolean>();
  for (const event of heard) {
    if (event.type !== "order.placed" || !counting.has(event)) continue;
    const { email, customer = counting.get(event), newCustomer } = event.data;
    const names = [
      ...(email === undefined ? [] : [`@${email.trim().toLowerCase()}`]),
      ...(customer === undefined || customer === null ? [] : [`#${customer}`]),
    ];
    const isNew = newCustomer ?? (names.length === 0 ? undefined : !names.some((name) => known.has(name)));
    if (isNew !== undefined) verdicts.set(event, isNew);
    for (const name of names) known.add(name);
  }
  return (order) => verdicts.get(order);
}
