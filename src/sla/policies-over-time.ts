import { inForce, type Version } from "../facts/in-force.ts";
import { openPolicies } from "./open-policies.ts";
import type { PolicyRules, SlaPolicy } from "./policy.ts";

/**
 * The policies in force at each instant. A clock is run by those of the instant at which it starts.
 *
 * @param versions in the order in which they were stored
 * @throws OperationError where the holidays of a calendar's country are not known
 */
export async function policiesOver(
  versions: readonly Version<readonly PolicyRules[]>[],
): Promise<(at: Date) => readonly SlaPolicy[]> {
  const reigns = await Promise.all(
    inForce(versions, []).map(async ({ to, content }) => ({
      to,
      policies: await openPolicies(content),
    })),
  );
  return (at) => reigns.find(({ to }) => at.getTime() < to)?.policies ?? [];
}
