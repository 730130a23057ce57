import { systemClock } from "../clock.ts";
import type { DeskConfig, Digest } from "../config/desk-config.ts";
import { asOf } from "./as-of.ts";

/**
 * The moment a digest is asked for: --as-of in the digest's zone, or now.
 *
 * @throws UsageError
 */
export function digestMoment(config: DeskConfig, digest: Digest, text: string | undefined): Date {
  return text === undefined ? systemClock.now() : asOf(text, digest.timezone ?? config.timezone);
}
