import { isUtf8 } from "node:buffer";
import type { FieldError } from "../../events/parse-event.ts";
import { readJsonEvent } from "./read-json-events.ts";
import { Refusal } from "./refusal.ts";

interface Decoded {
  readonly event: unknown;
  readonly errors: readonly FieldError[];
}

/** CloudEvents lets a sender put data that he has as bytes into `data_base64`; here it must hold JSON. */
export function encodedData(event: unknown): Decoded {
  if (typeof event !== "object" || event === null || !Object.hasOwn(event, "data_base64")) {
    return { event, errors: [] };
  }
  const { data_base64: encoded, ...rest } = event as { data_base64: unknown; data?: unknown };
  const wrong = (message: string) => ({ event: rest, errors: [{ path: "data_base64", message }] });
  if (rest.data !== undefined) return wrong("must not stand beside data");
  if (typeof encoded !== "string") return wrong("must be text");
  const bytes = Buffer.from(encoded, "base64");
  if (!isUtf8(bytes)) return wrong("must hold JSON in UTF-8");
  try {
    const { value, flaws } = readJsonEvent(bytes.toString("utf8"));
    const errors = flaws.map(({ path, message }) => ({ path: `data.${path}`, message }));
    return { event: { ...rest, data: value }, errors };
  } catch (error) {
    if (error instanceof Refusal) return wrong("must hold JSON");
    throw error;
  }
}
