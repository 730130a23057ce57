import { type EventRecorder, eventRecorder } from "../src/demo/event-recorder.ts";
import { seededRandom } from "../src/demo/random.ts";
import { sampleDesk } from "../src/demo/sample-desk.ts";
import type { DeskEvent } from "../src/events/vocabulary.ts";
import { besideConversations } from "./beside-conversations.ts";
import { insideConversations } from "./inside-conversations.ts";
import { renamed } from "./many-desks.ts";

/** Sample desks share the names of 15 agents: so many of them have agents of their own. */
const GROUPS = 4;

/**
 * As many events as asked, of every kind in the vocabulary, so that every KPI has something to read: sample desks laid
 * over each other, each with customers of its own, and what a sample desk does not tell. The same every time.
 */
export function* everyKind(count: number, until: Date): Generator<DeskEvent> {
  let left = count;
  for (let seed = 1; left > 0; seed++) {
    for (const event of oneDesk(seed, until)) {
      if (left-- <= 0) return;
      yield event;
    }
  }
}

function* oneDesk(seed: number, until: Date): Generator<DeskEvent> {
  const name = `s${seed}`;
  const random = seededRandom(seed, "every kind");
  yield* told(name, until, (recorder) => besideConversations(recorder, { name, seed, until, random }));
  for (const [index, event] of sampleDesk({ seed, until }).entries()) {
    if (event.subject.kind === "agent" && seed > GROUPS) continue;
    const own = withOwnPeople(renamed(event, name), name, seed % GROUPS);
    yield own;
    yield* told(`${name}-${index}`, until, (recorder) => insideConversations(recorder, own, random));
  }
}

function told(name: string, until: Date, tell: (recorder: EventRecorder) => void): readonly DeskEvent[] {
  const recorder = eventRecorder(name);
  tell(recorder);
  return recorder.events.filter(({ at }) => at <= until);
}

function withOwnPeople(event: DeskEvent, desk: string, group: number): DeskEvent {
  const { customer, agent, author } = event.data as {
    customer?: string;
    agent?: string;
    author?: { kind: string; id?: string };
  };
  const agentOf = (id: string) => (group === 0 ? id : `${id}-${group}`);
  const data = {
    ...event.data,
    ...(customer === undefined ? {} : { customer: `${desk}-${customer}` }),
    ...(agent === undefined ? {} : { agent: agentOf(agent) }),
    ...(author?.kind === "agent" && author.id ? { author: { ...author, id: agentOf(author.id) } } : {}),
  };
  const { kind, id } = event.subject;
  return {
    ...event,
    subject: kind === "agent" ? { kind, id: agentOf(id) } : event.subject,
    data,
  } as DeskEvent;
}
