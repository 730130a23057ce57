import type { IncomingHttpHeaders } from "node:http";
import { readJsonEvent } from "./read-json-events.ts";
import type { SentEvent } from "./sent-event.ts";

const ATTRIBUTES = ["specversion", "id", "source", "type", "time", "subject"] as const;

/** Whether the headers carry the event's attributes: CloudEvents' binary mode. */
export function isBinaryMode(headers: IncomingHttpHeaders): boolean {
  return headers["ce-specversion"] !== undefined || headers["ce-id"] !== undefined;
}

/**
 * The event whose attributes are the headers and whose data is the body.
 *
 * @throws Refusal 400 for a body that is no JSON
 */
export function readBinaryEvent(headers: IncomingHttpHeaders, text: string): SentEvent {
  const event: Record<string, unknown> = {};
  for (const name of ATTRIBUTES) {
    const value = headers[`ce-${name}`];
    if (value !== undefined) event[name] = percentDecoded(String(value));
  }
  if (text.trim() === "") return { value: event, flaws: [] };
  const { value: data, flaws } = readJsonEvent(text);
  const inData = flaws.map(({ path, message }) => ({
    path: path === "" ? "data" : `data.${path}`,
    message,
  }));
  return { value: { ...event, data }, flaws: inData };
}

/** CloudEvents writes what a header cannot hold as percent-encoded UTF-8. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
