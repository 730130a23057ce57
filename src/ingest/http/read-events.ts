import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";
import { isBinaryMode, readBinaryEvent } from "./read-binary-event.ts";
import { readJsonEvent, readJsonEvents } from "./read-json-events.ts";
import { readNdjsonEvents } from "./read-ndjson-events.ts";
import { Refusal } from "./refusal.ts";
import type { SentEvent } from "./sent-event.ts";

type Reader = (text: string) => readonly SentEvent[];

const readers: Readonly<Record<string, Reader>> = {
  "application/cloudevents+json": (text) => [readObject(text)],
  "application/cloudevents-batch+json": readJsonEvents,
  "application/x-ndjson": readNdjsonEvents,
  "application/ndjson": readNdjsonEvents,
  "application/json": (text) => (/^\s*\[/.test(text) ? readJsonEvents(text) : [readObject(text)]),
};

/** How a body is to be read. @throws Refusal 415, before the body is read */
export function eventReader(headers: IncomingHttpHeaders): (body: Buffer) => readonly SentEvent[] {
  const contentType = headers["content-type"] ?? "";
  const [type = "", ...parameters] = contentType.split(";").map((part) => part.trim().toLowerCase());
  refuseOtherCharset(parameters);
  const read = isBinaryMode(headers) ? binaryReader(headers, type) : readers[type];
  if (!read) {
    const found = contentType === "" ? "missing" : contentType.slice(0, 100);
    throw new Refusal(
      415,
      `content-type must be one of ${Object.keys(readers).join(", ")}, or application/json with the ce- headers of CloudEvents' binary mode (found ${found})`,
    );
  }
  return (body) => read(textOf(body));
}

function binaryReader(headers: IncomingHttpHeaders, type: string): Reader | undefined {
  // Structured modes stand before: their headers may repeat the event's attributes.
  if (type.startsWith("application/cloudevents")) return readers[type];
  const isJson = type === "" || /^application\/([a-z0-9.+-]+\+)?json$/.test(type);
  return isJson ? (text) => [readBinaryEvent(headers, text)] : undefined;
}

function refuseOtherCharset(parameters: readonly string[]): void {
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length);
  if (charset !== undefined && !/^"?(utf-?8|us-ascii)"?$/.test(charset)) {
    throw new Refusal(415, `the body must be UTF-8, not ${charset.slice(0, 50)}`);
  }
}

function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw new Refusal(400, "the body is not valid UTF-8");
  const text = body.toString("utf8");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function readObject(text: string): SentEvent {
  const sent = readJsonEvent(text);
  if (Array.isArray(sent.value)) {
    throw new Refusal(400, "a list of events is sent as application/cloudevents-batch+json");
  }
  if (typeof sent.value !== "object" || sent.value === null) {
    throw new Refusal(400, "the body must be a JSON object, an event, or a list of them");
  }
  return sent;
}
