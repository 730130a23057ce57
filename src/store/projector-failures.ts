import { reason } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { BatchFailure } from "./projector-batch.ts";

/** Long enough not to spin, short enough that a repaired version picks them up soon after a restart elsewhere. */
const RETRY_AFTER_MS = 5 * 60_000;

/** Changed rows whose facts could not be made: left alone for a while, so that they stop nobody else. */
export interface ProjectorFailures {
  /** Rows to leave alone for now. */
  rowIds(): readonly number[];
  add(failures: readonly BatchFailure[]): void;
}

export function projectorFailures(logger: Logger): ProjectorFailures {
  const retryAt = new Map<number, number>();
  return {
    rowIds: () => {
      const now = performance.now();
      for (const [rowId, at] of retryAt) if (at <= now) retryAt.delete(rowId);
      return [...retryAt.keys()];
    },
    add: (failures) => {
      for (const { family, rowIds, error } of failures) {
        const subjects = family.ids.slice(0, 5).map((id) => `${family.kind}/${id}`);
        logger.error(
          { subjects, reason: reason(error) },
          "These events could not be turned into facts; they are kept and tried again later",
        );
        for (const rowId of rowIds) retryAt.set(rowId, performance.now() + RETRY_AFTER_MS);
      }
    },
  };
}
