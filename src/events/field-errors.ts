import type { z } from "zod";
import { closest } from "../closest.ts";

/** One thing that is wrong with an event. */
export interface FieldError {
  /** Where, as in `data.author.id`; empty for the event itself. */
  readonly path: string;
  /** What is expected there and what was found. */
  readonly message: string;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

/** What zod found wrong, in the words of somebody who sends events. */
export function fieldErrors(error: z.ZodError, root: string, input: unknown): FieldError[] {
  return error.issues.map((issue) => {
    const path = [...(root ? [root] : []), ...issue.path.map(String)].join(".");
    const value = valueAt(input, issue.path);
    const expected = expectationOf(issue, value);
    const message =
      value === undefined ? `is missing: ${expected}` : `${expected} (found ${showValue(value)})`;
    return { path, message };
  });
}

/** "must be …", or what is wrong with the value. */
export function expectationOf(issue: z.core.$ZodIssue, value: unknown): string {
  // The schema's own words, where it has some, say more than the kind of the issue.
  if (!/^(Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return oneOf(issue.values.map(String), value);
    case "too_small":
      return issue.origin === "string"
        ? "must not be empty"
        : `must ${bound("at least", issue.minimum, issue)}`;
    case "too_big":
      return `must ${bound("at most", issue.maximum, issue)}`;
    default:
      return issue.message;
  }
}

function oneOf(values: readonly string[], value: unknown): string {
  const expected = values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(", ")}`;
  const near = typeof value === "string" ? closest(value, values) : undefined;
  return near ? `${expected}; did you mean ${near}?` : expected;
}

function bound(words: string, limit: number | bigint, issue: { readonly origin: string }): string {
  if (issue.origin === "string") return `have ${words} ${limit} characters`;
  if (issue.origin === "array") return `have ${words} ${limit} ${Number(limit) === 1 ? "entry" : "entries"}`;
  return `be ${words} ${limit}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** As JSON, short enough for a line. An object or a list is named, not shown: it may be large. */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57).toWellFormed()}…` : text;
}
