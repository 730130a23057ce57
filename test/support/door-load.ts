import { setTimeout as delay } from "node:timers/promises";
import { noteEvent, postEvents } from "./event-door.ts";

export interface DoorLoad {
  /** Ids of events that were answered 2xx. */
  readonly answered: ReadonlySet<string>;
  /** All that were ever sent. */
  readonly sent: ReadonlySet<string>;
  /** How often each answer came; 0: none. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly retryAfter: ReadonlySet<string | null>;
  stop(): Promise<void>;
}

/** Singles and batches from several senders at once, one post after the other, until stopped. Nothing is sent again. */
export function doorLoad(urls: readonly string[], key: string, prefix: string, senders = 9): DoorLoad {
  const answered = new Set<string>();
  const sent = new Set<string>();
  const statuses = new Map<number, number>();
  const retryAfter = new Set<string | null>();
  let isStopped = false;
  let next = 0;
  async function sendOn(sender: number): Promise<void> {
    while (!isStopped) {
      const size = sender % 3 === 0 ? 20 : 1;
      const ids = Array.from({ length: size }, () => `${prefix}-${next++}`);
      for (const id of ids) sent.add(id);
      const events = ids.map(messageEvent);
      const answer = await postEvents(urls[next % urls.length] ?? "", key, events).catch(() => undefined);
      const status = answer?.status ?? 0;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 202) for (const id of ids) answered.add(id);
      else if (answer) retryAfter.add(answer.headers.get("retry-after"));
      if (status !== 202) await delay(5);
    }
  }
  const running = Promise.all(Array.from({ length: senders }, (_, sender) => sendOn(sender)));
  return {
    answered,
    sent,
    statuses,
    retryAfter,
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

/** Of some conversations that go to and fro. */
function messageEvent(id: string): object {
  const no = Number(id.split("-")[1]);
  const time = new Date(Date.UTC(2026, 2, 2, 9, 0, no)).toISOString();
  const conversation = `c${Math.floor(no / 10)}`;
  return no % 3 === 0
    ? noteEvent(id, { type: "message.received", time, data: { conversation, customer: "cy" } })
    : noteEvent(id, {
        type: "message.sent",
        time,
        data: { conversation, author: { kind: "agent", id: "ada" } },
      });
}
