import { isUtf8 } from "node:buffer";
import { hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Clock } from "../clock.ts";
import { reason } from "../errors.ts";
import type { DeskEvent } from "../events/vocabulary.ts";
import type { Logger } from "../logger.ts";
import type { DoorAnswer } from "./http/events-door.ts";
import type { Committed } from "./http/group-commit.ts";
import { readBody } from "./http/read-body.ts";
import { Refusal } from "./http/refusal.ts";
import { isStoreAway } from "./http/store-away.ts";
import { withinPatience } from "./http/within-patience.ts";
import { type IngestCounters, noCounters } from "./ingest-counters.ts";
import { JsonView } from "./json-view.ts";
import { judgeSourceEvents } from "./judge-source-events.ts";
import type { Source, WebhookRequest } from "./source.ts";

export interface WebhookDoorOptions {
  readonly source: Source;
  /** undefined: the source is not set up, and nothing is taken. */
  readonly secret: string | undefined;
  /** Resolves once the events are committed. */
  readonly commit: (events: readonly DeskEvent[]) => Promise<Committed>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly counters?: IngestCounters;
}

/** One thing that happened; far less is usual. Whoever sends is known only when all is read. */
const BODY_LIMIT = 4 * 1024 * 1024;
const TOLD = 20;

/** `POST /v1/sources/:name`: checks who sent a webhook, makes events of it, and answers once they are committed. */
export class WebhookDoor {
  readonly #options: WebhookDoorOptions;

  constructor(options: WebhookDoorOptions) {
    this.#options = options;
  }

  /** Answers whatever is sent; what throws is a fault of ours. */
  async take(request: IncomingMessage): Promise<DoorAnswer> {
    const { source, logger } = this.#options;
    try {
      return await this.#take(request);
    } catch (error) {
      if (error instanceof Refusal) {
        return { status: error.status, body: { error: error.message }, headers: error.headers };
      }
      // The sender went away; nobody reads the answer.
      if (request.destroyed && !request.complete) {
        return { status: 400, body: { error: "the body broke off" } };
      }
      if (!isStoreAway(error)) throw error;
      logger.warn({ source: source.name, reason: reason(error) }, "A webhook's events could not be stored");
      const body = { error: "the store is away: send the same again, nothing is counted twice" };
      return { status: 503, body, headers: { "retry-after": "5" } };
    }
  }

  async #take(request: IncomingMessage): Promise<DoorAnswer> {
    const { source, commit, clock, logger } = this.#options;
    const body = await readBody(request, BODY_LIMIT);
    const now = clock.now();
    this.#check({ headers: request.headers, query: queryOf(request), body }, now);
    const made = source.events(new JsonView(parse(body)), {
      now,
      digest: hash("sha256", body, "hex").slice(0, 32),
    });
    const { events, rejected } = judgeSourceEvents(made, source.name, now);
    const committed =
      events.length === 0 ? { accepted: 0, duplicates: 0 } : await withinPatience(commit(events));
    this.#count(committed, rejected.length, made.ignored.length);
    if (rejected.length > 0) {
      const paths = rejected.flatMap(({ errors }) => errors.map(({ path }) => path));
      logger.warn({ source: source.name, paths: paths.slice(0, TOLD) }, "A webhook held what is no event");
    }
    const ignored = [...new Set(made.ignored)].slice(0, TOLD).map((topic) => topic.slice(0, 100));
    return {
      status: events.length === 0 && rejected.length > 0 ? 422 : 200,
      body: { ...committed, ignored, rejected: rejected.slice(0, TOLD) },
    };
  }

  #check(request: WebhookRequest, now: Date): void {
    const { source, secret, logger } = this.#options;
    if (secret === undefined) {
      throw new Refusal(404, `${source.name} is not set up here: set ${source.secretName} (docs/sources.md)`);
    }
    const problem = source.verify(request, secret, now);
    if (problem === undefined) return;
    logger.warn({ source: source.name, problem }, "A webhook was refused");
    throw new Refusal(401, problem);
  }

  #count({ accepted, duplicates }: Committed, rejected: number, unmapped: number): void {
    const { counters = noCounters, source } = this.#options;
    counters.count(source.name, "accepted", accepted);
    counters.count(source.name, "duplicate", duplicates);
    counters.count(source.name, "rejected", rejected);
    counters.count(source.name, "unmapped", unmapped);
  }
}

function queryOf({ url = "" }: IncomingMessage): URLSearchParams {
  const start = url.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : url.slice(start + 1));
}

function parse(body: Buffer): unknown {
  if (!isUtf8(body)) throw new Refusal(400, "the body is not UTF-8");
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refusal(400, "the body is not JSON: set the webhook's content type to JSON");
  }
}
