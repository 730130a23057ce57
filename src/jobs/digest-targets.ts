import type { Digest } from "../config/desk-config.ts";
import type { Target } from "../config/target.ts";
import type { Platform } from "../surfaces/surface.ts";

export interface DigestTarget {
  readonly platform: Platform;
  readonly target: string;
}

/** Where a digest goes, in the ledger's words. */
export function digestTargets(digest: Digest): DigestTarget[] {
  return digest.targets.map(ledgerTarget);
}

/** A target of deskpulse.yaml in the ledger's words. */
export function ledgerTarget(target: Target): DigestTarget {
  if ("slack" in target) return { platform: "slack", target: target.slack };
  if ("teams" in target) return { platform: "teams", target: target.teams };
  return { platform: "console", target: "console" };
}
