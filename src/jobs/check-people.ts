import type { ConfigProblem } from "../config/config-problem.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import { member } from "./references.ts";

/** Addresses come from the list of people: only who lists some is held to it. */
export function checkPeople(
  { people }: Pick<DeskConfig, "people">,
  { escalate }: { readonly escalate: readonly { readonly to: string }[] },
  path: ConfigProblem["path"],
): ConfigProblem[] {
  if (people.length === 0) return [];
  const known = new Set(people.map(({ email }) => email.toLowerCase()));
  return escalate.flatMap(({ to }, no) =>
    member(to.toLowerCase(), [...path, no, "to"], known, "address of people"),
  );
}
