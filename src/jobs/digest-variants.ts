import type { Digest } from "../config/desk-config.ts";
import type { DigestPlace } from "../store/digest-places.ts";
import type { DigestTarget } from "./digest-targets.ts";

/** A digest as some of its targets get it. */
export interface DigestVariant {
  readonly digest: Digest;
  readonly targets: readonly DigestTarget[];
}

/**
 * Who gets what of a digest: the targets that want all of it get the digest itself, others one without the KPIs they
 * muted. A target that paused it, or muted all of it, gets nothing.
 */
export function digestVariants(
  digest: Digest,
  targets: readonly DigestTarget[],
  places: readonly DigestPlace[],
): readonly DigestVariant[] {
  const said = (target: DigestTarget) =>
    places.find((place) => place.platform === target.platform && place.target === target.target);
  const wanted = targets.filter((target) => !said(target)?.pausedAt);
  const byMuted = Map.groupBy(wanted, (target) =>
    JSON.stringify([...(said(target)?.mutedKpis ?? [])].sort()),
  );
  return [...byMuted].flatMap(([muted, alike]) => {
    const kpis: readonly string[] = JSON.parse(muted);
    const left = withoutKpis(digest, new Set(kpis));
    return left ? [{ digest: left, targets: alike }] : [];
  });
}

function withoutKpis(digest: Digest, muted: ReadonlySet<string>): Digest | undefined {
  const heard = digest.kpis.filter((kpi) => !muted.has(kpi));
  if (heard.length === digest.kpis.length) return digest;
  if (heard.length === 0) return undefined;
  const { table, ...rest } = digest;
  const columns = table?.kpis.filter((kpi) => !muted.has(kpi)) ?? [];
  return {
    ...rest,
    kpis: heard,
    charts: digest.charts.filter(({ kpi }) => !muted.has(kpi)),
    ...(table && columns.length > 0 ? { table: { ...table, kpis: columns } } : {}),
  };
}
