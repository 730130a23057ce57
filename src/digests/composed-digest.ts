import type { Report } from "../messages/report.ts";

/** What a digest says at its moment, and whether it is worth saying. */
export interface ComposedDigest {
  readonly report: Report;
  /** Nothing happened in the period nor the one before: the digest is not posted, the ledger records why. */
  readonly isQuiet: boolean;
}
