import { type FieldError, parseEvent } from "../../events/parse-event.ts";
import type { DeskEvent } from "../../events/vocabulary.ts";
import { encodedData } from "./encoded-data.ts";
import type { SentEvent } from "./sent-event.ts";

/** An event that is not taken, and why. */
interface Rejection {
  /** In the order sent, from 0. */
  readonly index: number;
  /** null where it has none that could be one. */
  readonly id: string | null;
  readonly errors: readonly FieldError[];
}

export interface Judged {
  readonly events: readonly DeskEvent[];
  readonly rejected: readonly Rejection[];
}

export interface Scope {
  /** The only source whose events are taken; it need not be named then. null: events name their own. */
  readonly source: string | null;
  readonly now: Date;
}

/** More of one event are not told: an answer must not grow beyond what was sent. */
const MAX_ERRORS = 20;
const MAX_ID = 200;

/** Tells the events that can be stored from those that are wrong. */
export function judgeEvents(sent: readonly SentEvent[], scope: Scope): Judged {
  const events: DeskEvent[] = [];
  const rejected: Rejection[] = [];
  sent.forEach(({ value, flaws }, index) => {
    const judged = flaws.length > 0 ? { id: idOf(value), errors: flaws } : judge(value, scope);
    if ("event" in judged) events.push(judged.event);
    else rejected.push({ index, id: judged.id, errors: judged.errors.slice(0, MAX_ERRORS) });
  });
  return { events, rejected };
}

type Verdict =
  | { readonly event: DeskEvent }
  | { readonly id: string | null; readonly errors: readonly FieldError[] };

function judge(value: unknown, scope: Scope): Verdict {
  const decoded = encodedData(value);
  const errors = [...decoded.errors, ...envelopeErrors(decoded.event, scope)];
  const { source, now } = scope;
  const parsed = parseEvent(decoded.event, source === null ? { now } : { source, now });
  if (parsed.ok && errors.length === 0) return { event: parsed.event };
  const said = new Set(errors.map(({ path }) => path));
  const others = parsed.ok ? [] : parsed.errors.filter(({ path }) => !said.has(path));
  return { id: idOf(value), errors: [...errors, ...others] };
}

/** What the vocabulary leaves to the door. */
function envelopeErrors(event: unknown, { source }: Scope): FieldError[] {
  if (typeof event !== "object" || event === null || Array.isArray(event)) return [];
  const errors: FieldError[] = [];
  const envelope: { specversion?: unknown; source?: unknown; datacontenttype?: unknown } = event;
  if (source === null && envelope.specversion === undefined) {
    errors.push({ path: "specversion", message: 'is missing: must be "1.0"' });
  }
  if (source !== null && typeof envelope.source === "string" && envelope.source !== source) {
    const found = JSON.stringify(envelope.source.slice(0, MAX_ID));
    errors.push({ path: "source", message: `must be ${source}, which this API key is for (found ${found})` });
  }
  const type = envelope.datacontenttype;
  if (typeof type === "string" && !/^\s*[a-z0-9.-]+\/([a-z0-9.+-]+\+)?json\s*(;|$)/i.test(type)) {
    errors.push({
      path: "datacontenttype",
      message: `must be application/json (found ${JSON.stringify(type.slice(0, 60))})`,
    });
  }
  return errors;
}

function idOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("id" in value)) return null;
  const { id } = value;
  return typeof id === "string" && id.length <= MAX_ID ? id : null;
}
