import type { IncomingHttpHeaders } from "node:http";
import type { FieldError } from "../events/parse-event.ts";
import type { EventType } from "../events/vocabulary.ts";
import type { JsonView } from "./json-view.ts";

/** A help desk or another tool whose webhooks become events. Adding one is a file in `sources/` and a line in the catalogue. */
export interface Source {
  /** The last part of its address, and the source its events carry. */
  readonly name: string;
  /** The environment variable with the secret that its webhooks are checked by. */
  readonly secretName: string;
  /** @returns why the request is not from the vendor, in words for who sets it up; undefined where it is */
  verify(request: WebhookRequest, secret: string, now: Date): string | undefined;
  /** The events of one webhook body. Throws for nothing: what is missing is left for parseEvent to name. */
  events(body: JsonView, context: SourceContext): SourceEvents;
  /** The events of an export of the vendor: each document is a page or a record of it. */
  backfill?(documents: readonly JsonView[], context: SourceContext): SourceEvents;
}

export interface WebhookRequest {
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
  /** As it was sent: signatures are made over these bytes. */
  readonly body: Buffer;
}

export interface SourceContext {
  /** The instant of arrival. */
  readonly now: Date;
  /** A digest of the body, for what the vendor gives no id of. */
  readonly digest: string;
}

export interface SourceEvents {
  readonly events: readonly RawEvent[];
  /** Topics of this body that become no event; acknowledged and counted. */
  readonly ignored: readonly string[];
  /** What should have become an event and cannot; parseEvent finds the rest. */
  readonly refused?: readonly { readonly id: string | undefined; readonly errors: readonly FieldError[] }[];
}

/** An event as parseEvent takes it. Undefined is what the vendor did not say. */
export interface RawEvent {
  /** Made of the vendor's own ids alone, so that a second delivery is known. */
  readonly id: string | undefined;
  readonly type: EventType;
  /** When it happened at the vendor. */
  readonly time: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}
