import { counted, countedOnce, eachCell, eachStretch, type Kpi, share } from "./answer.ts";
import { contactsAt } from "./contact-history.ts";
import { cellsThere } from "./contacts.ts";
import { nothing } from "./credited.ts";
import type { Labels, Sample } from "./desk.ts";
import type { Heard } from "./heard.ts";
import type { ToldDesk } from "./told-desk.ts";

interface Message extends Sample {
  readonly event: Heard;
  readonly customer: string | null;
  /** Did it come in service hours, where there are any, and did an agent answer? Outside a conversation nobody can. */
  readonly isHandledInHours: boolean | null;
}

/** The messages of the desk, in conversations and outside them. */
function allMessages({ conversations, outside, teamOf, isInHours }: ToldDesk): readonly Message[] {
  const inside = conversations.flatMap(({ life, labels }) =>
    life.messages.map(({ event, at, turn, ...owner }): Message => {
      const inHours = isInHours(owner.team, at);
      const { channel = life.channel, sentiment = null, customer } = event.data;
      return {
        at,
        value: 1,
        event,
        customer: customer ?? life.customer,
        isHandledInHours: inHours === null ? null : inHours && turn?.reply !== undefined,
        labels: { ...labels(owner, at), channel: [channel], sentiment: [sentiment] },
      };
    }),
  );
  const alone = outside.flatMap((event): Message[] => {
    const { type, data, at } = event;
    if (!type.startsWith("message.")) return [];
    const agent = data.author?.kind === "agent" ? (data.author.id ?? null) : null;
    const team = agent === null ? null : teamOf(agent, at);
    const own = { channel: [data.channel ?? null], agent: [agent], team: [team] };
    const labels: Labels = { ...nothing, ...own, sentiment: [data.sentiment ?? null] };
    return [{ at, value: 1, event, customer: data.customer ?? null, isHandledInHours: null, labels }];
  });
  return [...inside, ...alone];
}

export function messageKpis(told: ToldDesk): Record<string, Kpi> {
  const messages = allMessages(told);
  const sent = messages.filter(({ event }) => event.type === "message.sent");
  const received = messages.filter(({ event }) => event.type === "message.received");
  const automated = sent.filter(({ event }) => event.data.author?.kind === "automation");
  const answers = received.filter(({ event }) => event.data.inReplyTo === "automation");
  const feeling = (wanted: readonly string[]) => (message: Message) =>
    wanted.includes(message.event.data.sentiment ?? "");
  const replies = told.conversations.flatMap(({ name, life, labels }) =>
    life.messages
      .filter(({ event }) => event.data.author?.kind === "agent")
      .map(({ at, agent, team, event }): Sample => {
        const channel = [event.data.channel ?? life.channel];
        return { at, value: 1, thing: name, labels: { ...labels({ agent, team }, at), channel } };
      }),
  );
  return {
    "messages-sent": counted(sent),
    "messages-received": counted(received),
    "conversations-handled": countedOnce(replies),
    "automated-messages-sent": counted(automated),
    "automated-response-rate": share(counted(answers), counted(automated)),
    "satisfaction-rating": share(
      counted(answers.filter(feeling(["positive"]))),
      counted(answers.filter(feeling(["positive", "negative"]))),
    ),
    sentiment: sentiments(received.filter(feeling(["positive", "neutral", "negative"]))),
    availability: share(
      counted(received.filter(({ isHandledInHours }) => isHandledInHours)),
      counted(received.filter(({ isHandledInHours }) => isHandledInHours !== null)),
    ),
    "contact-rate": eachStretch(contactRate(told, received), null),
  };
}

/** The share that is positive; split by sentiment the share of each. */
function sentiments(felt: readonly Message[]): Kpi {
  return (question) => {
    const isSplit = question.by.includes("sentiment");
    const positive = felt.filter(({ event }) => event.data.sentiment === "positive");
    return share(counted(isSplit ? felt : positive), counted(felt), ["sentiment"])(question);
  };
}

/** Of the active contacts at the end, whoever they wrote to, those who wrote; the segment is the contact's. */
function contactRate({ heard }: ToldDesk, received: readonly Message[]): Kpi {
  return (question) => {
    const active = contactsAt(heard, question.to).filter(({ isActive }) => isActive);
    const wrote = received.flatMap(({ customer, labels, ...message }) => {
      const contact = active.find(({ name }) => name === customer);
      return contact ? [{ ...message, thing: contact.name, labels: { ...labels, ...contact.labels } }] : [];
    });
    const attributes = ["channel", "team", "agent", "priority", "tag", "topic", "product", "initiated-by"];
    const all: Kpi = (asked) =>
      eachCell(cellsThere(active, asked), ({ length }) => ({ value: length, sample: length }));
    return share(countedOnce(wrote), all, attributes)(question);
  };
}
