import type { IncomingMessage } from "node:http";
import type { Clock } from "../../clock.ts";
import { reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import { type ApiKey, findApiKey, noteApiKeyUse } from "../../store/api-keys.ts";
import { appendEvents } from "../../store/event-log.ts";
import type { Store } from "../../store/open-store.ts";
import { type IngestCounters, noCounters } from "../ingest-counters.ts";
import { type Committed, GroupCommit, type GroupLimits } from "./group-commit.ts";
import { type Judged, judgeEvents } from "./judge-events.ts";
import { KeyRing } from "./key-ring.ts";
import { BODY_LIMIT, DEFAULT_RATE } from "./limits.ts";
import { readBody } from "./read-body.ts";
import { eventReader } from "./read-events.ts";
import { Refusal, retryLater } from "./refusal.ts";
import { isStoreAway } from "./store-away.ts";
import { TokenBuckets } from "./token-buckets.ts";
import { withinPatience } from "./within-patience.ts";

export interface EventsDoorOptions {
  readonly db: Store["db"];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly keepTexts: boolean;
  readonly counters?: IngestCounters;
  readonly groups?: GroupLimits;
}

export interface DoorAnswer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bodies that are held at the same time, in bytes. */
const HELD_LIMIT = 256 * 1024 * 1024;

const WARN_EVERY_MS = 5_000;

/** `POST /v1/events`: reads, checks and stores what is sent, and answers once it is committed. */
export class EventsDoor {
  readonly #options: EventsDoorOptions;
  readonly #keys: KeyRing;
  readonly #buckets = new TokenBuckets();
  readonly #commits: GroupCommit;
  #heldBytes = 0;
  #warnedAt = Number.NEGATIVE_INFINITY;

  constructor(options: EventsDoorOptions) {
    const { db, clock, keepTexts, groups } = options;
    this.#options = options;
    this.#keys = new KeyRing(keyStore(options), clock);
    this.#commits = new GroupCommit(
      (accountId, events) => appendEvents(db, accountId, events, clock.now(), { keepTexts }),
      groups,
    );
  }

  /** Answers whatever is sent; what throws is a fault of ours. */
  async take(request: IncomingMessage): Promise<DoorAnswer> {
    try {
      return await this.#take(request);
    } catch (error) {
      if (error instanceof Refusal) {
        return { status: error.status, body: { error: error.message }, headers: error.headers };
      }
      // The sender went away; nobody reads the answer.
      if (request.destroyed && !request.complete)
        return { status: 400, body: { error: "the body broke off" } };
      if (!isStoreAway(error)) throw error;
      this.#warn(error);
      const body = { error: "the store is away: send the same again, nothing is counted twice" };
      return { status: 503, body, headers: { "retry-after": "5" } };
    }
  }

  /** Now and then: while the store is away every request would say the same. */
  #warn(error: unknown): void {
    if (performance.now() - this.#warnedAt < WARN_EVERY_MS) return;
    this.#warnedAt = performance.now();
    this.#options.logger.warn(
      { reason: reason(error) },
      "Events could not be stored; senders are told to repeat",
    );
  }

  async #take(request: IncomingMessage): Promise<DoorAnswer> {
    const key = await withinPatience(this.#keys.check(request.headers.authorization));
    this.#refuseTooFast(key);
    const read = eventReader(request.headers);
    const { events, rejected } = await this.#holding(request, async () =>
      this.#judge(key, read(await readBody(request, BODY_LIMIT))),
    );
    const committed =
      events.length === 0
        ? { accepted: 0, duplicates: 0 }
        : await withinPatience(this.#commits.submit(key.account_id, events));
    this.#count(key, committed, rejected.length);
    const isTaken = events.length > 0 || rejected.length === 0;
    return { status: isTaken ? 202 : 422, body: { ...committed, rejected } };
  }

  #judge(key: ApiKey, sent: Parameters<typeof judgeEvents>[0]): Judged {
    const rate = key.rate_per_second ?? DEFAULT_RATE;
    this.#buckets.take(key.key_id, rate, Math.max(0, sent.length - 1), performance.now());
    return judgeEvents(sent, { source: key.source, now: this.#options.clock.now() });
  }

  /** One is taken for the request itself, the rest once it is known how many it brings. */
  #refuseTooFast({ key_id, rate_per_second }: ApiKey): void {
    const rate = rate_per_second ?? DEFAULT_RATE;
    const now = performance.now();
    const wait = this.#buckets.wait(key_id, rate, now);
    if (wait > 0) throw retryLater(429, `this API key may send ${rate} events a second`, wait);
    this.#buckets.take(key_id, rate, 1, now);
  }

  async #holding<T>(request: IncomingMessage, work: () => Promise<T>): Promise<T> {
    const bytes = Math.min(Number(request.headers["content-length"] ?? BODY_LIMIT), BODY_LIMIT);
    if (this.#heldBytes + bytes > HELD_LIMIT) throw retryLater(503, "too much is being received at once", 1);
    this.#heldBytes += bytes;
    try {
      return await work();
    } finally {
      this.#heldBytes -= bytes;
    }
  }

  #count(key: ApiKey, { accepted, duplicates }: Committed, rejected: number): void {
    const { counters = noCounters } = this.#options;
    const source = key.source ?? key.name;
    counters.count(source, "accepted", accepted);
    counters.count(source, "duplicate", duplicates);
    counters.count(source, "rejected", rejected);
  }
}

function keyStore({ db, logger }: EventsDoorOptions) {
  return {
    find: (keyId: string) => findApiKey(db, keyId),
    noteUse(key: ApiKey, at: Date): void {
      noteApiKeyUse(db, key, at).catch((error: unknown) =>
        logger.warn({ key: key.key_id, reason: reason(error) }, "The use of an API key could not be noted"),
      );
    },
  };
}
