import type { Circumstances } from "./circumstances.ts";
import { type MatchKey, matchKeys, type PolicyMatch } from "./policy.ts";

/** The policy of a conversation: of those that match it the first in the list, undefined where none does. */
export function policyFor<T extends { readonly match: PolicyMatch }>(
  policies: readonly T[],
  circumstances: Circumstances,
): T | undefined {
  return policies.find(({ match }) => matches(match, circumstances));
}

function matches(match: PolicyMatch, circumstances: Circumstances): boolean {
  return matchKeys.every((key) => {
    const wanted = match[key];
    return wanted === undefined || valuesOf(key, circumstances).some((value) => wanted.includes(value));
  });
}

function valuesOf(key: MatchKey, circumstances: Circumstances): readonly string[] {
  if (key === "tag") return circumstances.tags;
  const value = circumstances[key];
  return value === null ? [] : [value];
}
