import { createHmac } from "node:crypto";

/** The secret of each account that hashes are keyed with; made when the first contact is forgotten. */
export const ERASURE_SECRET = "erasure";

/** What the audit knows a contact by: without the secret, ids cannot be tried out against it. */
export function contactHash(secret: string, contact: string): string {
  return createHmac("sha256", secret).update(contact).digest("hex");
}

/** Stands in the place of an erased id; the same person gets the same, so distinct persons stay distinct. */
export function pseudonymOf(hash: string): string {
  return `${PSEUDONYM_PREFIX}${hash.slice(0, 24)}`;
}

export const PSEUDONYM_PREFIX = "forgotten-";
