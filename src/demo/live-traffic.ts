import type { DeskEvent } from "../events/vocabulary.ts";
import { type DemoTeam, demoAgents } from "./demo-team.ts";
import { type DemoChannel, demoProducts } from "./demo-topics.ts";
import { type EventRecorder, eventRecorder } from "./event-recorder.ts";
import { seededRandom } from "./random.ts";
import { MINUTE, SECOND } from "./story.ts";

/** What the names of live conversations and the ids of their events begin with. */
export const LIVE = "live-";

/** Slow enough that nobody takes it for a rush. */
const EVERY_MS = 150 * SECOND;
/** The first one is overdue already at the desk's moment. */
const BEFORE_MS = 18 * MINUTE;

interface Plot {
  readonly team: DemoTeam;
  readonly channel: DemoChannel;
  readonly topic: string;
  /** Opened to answered: the promise is 15 minutes, the warning comes after 12. */
  readonly answeredAfterMs: number;
  readonly tags?: readonly string[];
  readonly amount?: number;
  readonly isAssigned: boolean;
}

const plots: readonly Plot[] = [
  { team: "billing", channel: "chat", topic: "payment failed", tags: ["vip"], amount: 249.5, ...late(23) },
  { team: "technical", channel: "whatsapp", topic: "login", ...late(16.5) },
  { team: "onboarding", channel: "email", topic: "data import", tags: ["trial"], ...unassigned(19) },
  { team: "billing", channel: "web-form", topic: "refund", amount: 89, ...late(13.5) },
  { team: "technical", channel: "chat", topic: "app crash", tags: ["bug"], ...unassigned(21) },
  { team: "billing", channel: "email", topic: "invoice question", ...late(14.2) },
];

function late(minutes: number) {
  return { answeredAfterMs: minutes * MINUTE, isAssigned: true };
}

function unassigned(minutes: number) {
  return { answeredAfterMs: minutes * MINUTE, isAssigned: false };
}

const LONGEST_MS = 40 * MINUTE;

/**
 * What happens at the sample desk while somebody watches: urgent conversations that are answered just in time, or too
 * late. Goes on for ever, always the same.
 *
 * @param moment where the history ends
 * @returns what happens after `from` and by `to`, in order; `from` may lie before the moment
 */
export function liveTraffic(moment: Date, from: Date, to: Date): readonly DeskEvent[] {
  const start = moment.getTime() - BEFORE_MS;
  const first = Math.max(0, Math.floor((from.getTime() - start - LONGEST_MS) / EVERY_MS));
  const last = Math.floor((to.getTime() - start) / EVERY_MS);
  const stories = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  return stories
    .flatMap((no) => story(no, start + no * EVERY_MS))
    .filter(({ at }) => at > from && at <= to)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

function story(no: number, opened: number): readonly DeskEvent[] {
  const plot = plots[no % plots.length];
  if (!plot) return [];
  const conversation = `${LIVE}${no + 1}`;
  const recorder = eventRecorder(conversation);
  const random = seededRandom(1, conversation);
  const colleagues = demoAgents.filter(({ team }) => team === plot.team);
  const agent = random.pick(colleagues).id;
  begin(recorder, plot, conversation, opened, random.weighted(demoProducts));
  const { record } = recorder;
  if (plot.isAssigned)
    record("conversation.assigned", opened + 70 * SECOND, { conversation, agent, team: plot.team });
  const answered = opened + plot.answeredAfterMs;
  if (!plot.isAssigned)
    record("conversation.assigned", answered - 20 * SECOND, { conversation, agent, team: plot.team });
  record("message.sent", answered, { conversation, author: { kind: "agent", id: agent } });
  record("conversation.resolved", answered + 6 * MINUTE, { conversation, agent });
  return recorder.events;
}

function begin(
  { record }: EventRecorder,
  { team, channel, topic, tags, amount }: Plot,
  conversation: string,
  opened: number,
  product: string,
): void {
  const customer = `${conversation}-customer`;
  record("conversation.opened", opened, {
    conversation,
    channel,
    customer,
    team,
    topic,
    product,
    priority: "urgent",
  });
  record("message.received", opened, { conversation, customer });
  if (tags) record("conversation.tagged", opened + 30 * SECOND, { conversation, tags: [...tags] });
  if (amount !== undefined)
    record("order.placed", opened + 40 * SECOND, {
      order: `${conversation}-order`,
      conversation,
      amount,
      currency: "EUR",
      newCustomer: false,
    });
}
