import type { z } from "zod";
import { closest } from "../closest.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { knownKeys } from "./known-keys.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys to values",
  record: "a map of keys to values",
};

/** What zod found wrong at one place, in the words of somebody who edits the file. */
export function describeIssue(
  issue: Issue,
  found: (path: Path) => unknown,
  base: Path = [],
): ConfigProblem[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, path) }));
    case "invalid_union":
      return describeUnion(issue, path, found);
    case "invalid_type":
      return [{ path, message: `must be ${KINDS[issue.expected] ?? issue.expected}` }];
    case "invalid_value":
      return [{ path, message: oneOf(issue.values.map(String), found(path)) }];
    case "too_small":
      return [{ path, message: `must ${limited("at least", issue.minimum, issue.origin)}` }];
    case "too_big":
      return [{ path, message: `must ${limited("at most", issue.maximum, issue.origin)}` }];
    case "invalid_key":
      return [{ path, message: wrongKey(issue.issues, path) }];
    default:
      return [{ path, message: issue.message }];
  }
}

/** Where one form alone fits in kind, its own problems say more than "none fits". */
function describeUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: Path,
  found: (path: Path) => unknown,
): ConfigProblem[] {
  const near = issue.errors.filter(
    (issues) => !issues.some((one) => one.path.length === 0 && one.code.startsWith("invalid_")),
  );
  const [only, ...others] = near;
  if (only && others.length === 0) return only.flatMap((one) => describeIssue(one, found, path));
  return [{ path, message: issue.message }];
}

/** Keys that anybody may choose have a rule of their own, in words; others are one of a few. */
function wrongKey(issues: readonly Issue[], path: Path): string {
  const rule = issues.find(({ code }) => code === "invalid_format");
  return rule?.message ?? unknownKey(String(path.at(-1)), path.slice(0, -1));
}

function unknownKey(key: string, path: Path): string {
  const known = knownKeys(path);
  const nearest = closest(key, known);
  if (nearest) return `is not a key known here; did you mean ${nearest}?`;
  return known.length > 0
    ? `is not a key known here; known are ${known.join(", ")}`
    : "is not a key known here";
}

function oneOf(values: readonly string[], found: unknown): string {
  const nearest = typeof found === "string" ? closest(found, values) : undefined;
  const expected = values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(", ")}`;
  return nearest ? `${expected}; did you mean ${nearest}?` : expected;
}

/** "be at least 2", "have at most 20 entries" */
function limited(bound: string, limit: number | bigint, origin: string): string {
  if (origin === "number" || origin === "int") return `be ${bound} ${limit}`;
  const noun = origin === "string" ? "character" : "entry";
  const plural = origin === "string" ? "characters" : "entries";
  return `have ${bound} ${limit} ${Number(limit) === 1 ? noun : plural}`;
}
