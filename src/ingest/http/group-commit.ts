import { setImmediate } from "node:timers/promises";
import type { DeskEvent } from "../../events/vocabulary.ts";
import type { Appended } from "../../store/event-log.ts";
import { retryLater } from "./refusal.ts";
import { isStoreAway } from "./store-away.ts";

export type Append = (accountId: string, events: readonly DeskEvent[]) => Promise<Appended>;
export type Committed = Pick<Appended, "accepted" | "duplicates">;

export interface GroupLimits {
  /** Groups being committed at once: while they are, the next gathers. */
  readonly lanes: number;
  /** Events of a group; a larger request is a group by itself. */
  readonly events: number;
  /** Events that may wait, so that memory stays bounded while the store is slow. */
  readonly waiting: number;
}

/** So this process and the server have work also while a commit waits for the disk; more only take each other's cores. */
export const groupLimits: GroupLimits = { lanes: 3, events: 1_000, waiting: 50_000 };

interface Submission {
  readonly accountId: string;
  readonly events: readonly DeskEvent[];
  resolve(committed: Committed): void;
  reject(error: unknown): void;
}

/** Commits what comes in at the same time together: a commit waits for the disk, and one wait serves all. */
export class GroupCommit {
  readonly #append: Append;
  readonly #limits: GroupLimits;
  #waiting: Submission[] = [];
  #waitingEvents = 0;
  #underWay = 0;

  constructor(append: Append, limits: GroupLimits = groupLimits) {
    this.#append = append;
    this.#limits = limits;
  }

  /**
   * Resolves once the events are committed.
   *
   * @throws Refusal 503 when too much waits already; what the store throws
   */
  submit(accountId: string, events: readonly DeskEvent[]): Promise<Committed> {
    if (this.#waitingEvents + events.length > this.#limits.waiting) {
      throw retryLater(503, "too many events are waiting to be stored: send them again in a moment", 1);
    }
    const { promise, resolve, reject } = Promise.withResolvers<Committed>();
    this.#waiting.push({ accountId, events, resolve, reject });
    this.#waitingEvents += events.length;
    this.#start();
    return promise;
  }

  #start(): void {
    if (this.#underWay >= this.#limits.lanes || this.#waiting.length === 0) return;
    this.#underWay += 1;
    void this.#work();
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What has arrived already is let in before the group leaves.
      await setImmediate();
      const group = this.#takeGroup();
      if (group.length > 0) await this.#commit(group);
    }
    this.#underWay -= 1;
  }

  /** The longest waiting, and those of the same account that fit. */
  #takeGroup(): Submission[] {
    const group: Submission[] = [];
    const rest: Submission[] = [];
    let size = 0;
    for (const submission of this.#waiting) {
      const isFirst = group.length === 0;
      const fits = isFirst || size + submission.events.length <= this.#limits.events;
      const isSame = isFirst || submission.accountId === group[0]?.accountId;
      if (fits && isSame) {
        group.push(submission);
        size += submission.events.length;
      } else rest.push(submission);
    }
    this.#waiting = rest;
    this.#waitingEvents -= size;
    if (rest.length > 0) this.#start();
    return group;
  }

  async #commit(group: readonly Submission[]): Promise<void> {
    try {
      const [first] = group;
      if (!first) return;
      const all = group.flatMap(({ events }) => events);
      settle(group, await this.#append(first.accountId, all));
    } catch (error) {
      if (group.length === 1 || isStoreAway(error)) {
        for (const { reject } of group) reject(error);
        return;
      }
      // One of them cannot be stored: by itself it fails alone.
      for (const submission of group) await this.#commit([submission]);
    }
  }
}

function settle(group: readonly Submission[], { duplicateIndexes }: Appended): void {
  let start = 0;
  let seen = 0;
  for (const { events, resolve } of group) {
    const end = start + events.length;
    const before = seen;
    while (seen < duplicateIndexes.length && (duplicateIndexes[seen] ?? end) < end) seen += 1;
    const duplicates = seen - before;
    resolve({ accepted: events.length - duplicates, duplicates });
    start = end;
  }
}
