import type { KnownDigest } from "../../digests/known-digests.ts";
import { digestTargets } from "../../jobs/digest-targets.ts";
import type { Platform } from "../../surfaces/surface.ts";

/** The targets on a platform, each with the ids of the digests that go there. */
export function digestsByTarget(
  digests: readonly KnownDigest[],
  platform: Platform,
): ReadonlyMap<string, readonly string[]> {
  const pairs = digests.flatMap(({ digest }) =>
    digestTargets(digest)
      .filter((target) => target.platform === platform)
      .map(({ target }) => ({ target, id: digest.id })),
  );
  const byTarget = Map.groupBy(pairs, ({ target }) => target);
  return new Map([...byTarget].map(([target, all]) => [target, all.map(({ id }) => id)]));
}
