import { closest } from "../closest.ts";
import type { DeskConfig, Digest } from "../config/desk-config.ts";
import { UsageError } from "../errors.ts";

/** @throws UsageError naming the nearest digest */
export function findDigest(config: DeskConfig, id: string): Digest {
  const found = config.digests.find((digest) => digest.id === id);
  if (found) return found;
  const ids = config.digests.map((digest) => digest.id);
  if (ids.length === 0) {
    throw new UsageError(
      `There is no digest "${id}": none is defined. Add it under digests in deskpulse.yaml.`,
    );
  }
  const nearest = closest(id, ids);
  const hint = nearest ? `Did you mean ${nearest}?` : `There are ${ids.join(", ")}.`;
  throw new UsageError(`There is no digest "${id}". ${hint}`);
}
