import type { DeskEvent } from "../events/vocabulary.ts";
import { verdictOfReply } from "../facts/appointment-reply.ts";

/** Stands for a reply that is neither a yes nor a no. */
const NO_VERDICT = "other";

/** PostgreSQL keeps neither NUL nor half a surrogate pair in a text: the first goes, the second becomes U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/** An event's data as the JSON that is stored, without texts that people wrote unless these are kept. */
export function storableData(event: DeskEvent, keepTexts: boolean): string {
  const json = JSON.stringify(keepTexts ? event.data : withoutTexts(event));
  // JSON.stringify escapes just what could be refused this way, so most events are never looked into.
  return json.includes("\\u") ? JSON.stringify(storableValue(JSON.parse(json))) : json;
}

/** Of the reply to an appointment reminder its verdict stays as its text, which folds read as they read the words. */
function withoutTexts(event: DeskEvent): object {
  switch (event.type) {
    case "message.received":
    case "message.sent":
    case "mention.posted": {
      const { text: _dropped, ...rest } = event.data;
      return rest;
    }
    case "survey.answered": {
      const { comment: _dropped, ...rest } = event.data;
      return rest;
    }
    case "appointment.replied":
      return { ...event.data, text: verdictOfReply(event.data.text) ?? NO_VERDICT };
    default:
      return event.data;
  }
}

function storableValue(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storableValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storableText(key), storableValue(item)]),
  );
}
