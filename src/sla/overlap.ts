import { type MatchKey, matchKeys, type PolicyMatch } from "./policy.ts";

interface Named {
  readonly name: string;
  readonly match: PolicyMatch;
}

type Combination = { readonly [K in MatchKey]?: string };

/** Beyond this many combinations of values nobody lists them by mistake. */
const MOST_COMBINATIONS = 10_000;

/**
 * Those of the policies above that leave nothing for this one: of policies that match one conversation the first
 * counts. Undefined where it is reached.
 */
export function hiddenBy(policy: Named, above: readonly Named[]): readonly Named[] | undefined {
  if (combinationCount(policy.match) > MOST_COMBINATIONS) return undefined;
  const covers = new Set<Named>();
  for (const combination of combinationsOf(policy.match)) {
    const cover = above.find(({ match }) => coversAll(match, combination));
    if (!cover) return undefined;
    covers.add(cover);
  }
  return [...covers];
}

/**
 * What two policies that ask for the same things have in common, as values of one of them. Where they ask for different
 * things one may well be an exception to the other, and their order says which; a value that stands in both lists is a
 * slip.
 */
export function sharedBy(one: PolicyMatch, other: PolicyMatch): readonly string[] {
  const keys = matchKeys.filter((key) => one[key] !== undefined);
  const isSame =
    keys.length > 0 && matchKeys.every((key) => (other[key] !== undefined) === keys.includes(key));
  if (!isSame) return [];
  const common = keys.map((key) => (one[key] ?? []).filter((value) => other[key]?.includes(value)));
  return common.every((values) => values.length > 0) ? [...new Set(common.flat())] : [];
}

function coversAll(match: PolicyMatch, combination: Combination): boolean {
  return matchKeys.every((key) => {
    const wanted = match[key];
    const value = combination[key];
    return wanted === undefined || (value !== undefined && wanted.includes(value));
  });
}

function combinationCount(match: PolicyMatch): number {
  return matchKeys.reduce((product, key) => product * (match[key]?.length ?? 1), 1);
}

function combinationsOf(match: PolicyMatch): readonly Combination[] {
  return matchKeys.reduce<readonly Combination[]>(
    (all, key) => {
      const values = match[key];
      return values ? all.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))) : all;
    },
    [{}],
  );
}
