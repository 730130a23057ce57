import { type FieldError, type ParsedEvent, parseEvent } from "../../events/parse-event.ts";
import type { DeskEvent } from "../../events/vocabulary.ts";
import type { Refusal } from "../import-step.ts";
import type { Rule } from "./rule.ts";
import type { RowInCase } from "./table-row.ts";

export interface RowEvents {
  readonly events: readonly DeskEvent[];
  readonly refusals: readonly Refusal[];
}

/**
 * The events of one row.
 *
 * @param key what the row is known by; its events' ids are `<key>/<name of the rule>`
 */
export function rowEvents(
  rules: readonly Rule[],
  at: RowInCase,
  key: string,
  context: { readonly source: string; readonly now: Date },
): RowEvents {
  const events: DeskEvent[] = [];
  const refusals: Refusal[] = [];
  const timeless: string[] = [];
  for (const rule of rules) {
    if (!rule.applies(at)) continue;
    const made = eventOf(rule, at, key, context);
    if (made === "timeless") timeless.push(rule.type);
    else if (made.ok) events.push(made.event);
    else refusals.push({ line: at.row.line, id: made.id, errors: made.errors });
  }
  // A case that is not closed yet has no closing time, that is no mistake. A row that says nothing at all is one.
  if (timeless.length > 0 && events.length + refusals.length === 0) {
    const message = `is missing: no time for ${timeless.join(", ")}, and the row gives no other event`;
    refusals.push({ line: at.row.line, id: undefined, errors: [{ path: "time", message }] });
  }
  return { events, refusals };
}

function eventOf(
  rule: Rule,
  at: RowInCase,
  key: string,
  context: { readonly source: string; readonly now: Date },
): ParsedEvent | "timeless" {
  const errors: FieldError[] = [];
  const note = (path: string) => (message: string) => errors.push({ path, message });
  const time = rule.at(at, note("time"));
  if (typeof time !== "number" && errors.length === 0) return "timeless";
  const id = rule.id ? rule.id(at, note("id")) : `${key}/${rule.name}`;
  const data: Record<string, unknown> = {};
  for (const field of rule.data) {
    const found = field.value(at, note(`data.${field.path}`));
    if (found === undefined || (found === null && !field.isNullable)) continue;
    put(data, field.path, field.isTime && typeof found === "number" ? new Date(found).toISOString() : found);
  }
  if (errors.length > 0) return { ok: false, id: typeof id === "string" ? id : undefined, errors };
  const parsed = parseEvent({ id, type: rule.type, time: instant(time), data }, context);
  return parsed.ok ? parsed : { ...parsed, errors: parsed.errors.map((error) => located(error, rule)) };
}

function instant(time: unknown): string {
  const date = new Date(typeof time === "number" ? time : Number.NaN);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}

function put(data: Record<string, unknown>, path: string, value: unknown): void {
  const [name = "", ...deeper] = path.split(".");
  if (deeper.length === 0) {
    data[name] = value;
    return;
  }
  const inner = data[name];
  const object: Record<string, unknown> =
    typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>) : {};
  data[name] = object;
  put(object, deeper.join("."), value);
}

/** Says which column a refused field was read from. */
function located(error: FieldError, rule: Rule): FieldError {
  const field = rule.data.find(({ path }) => `data.${path}` === error.path);
  return field ? { ...error, message: `${error.message}${field.where}` } : error;
}
