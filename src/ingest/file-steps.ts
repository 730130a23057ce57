import { csvSteps } from "./csv-steps.ts";
import { exportSteps } from "./export-steps.ts";
import type { ImportPlan } from "./import-plan.ts";
import type { ImportStep } from "./import-step.ts";
import { ndjsonSteps } from "./ndjson-steps.ts";
import { openImportFile } from "./open-import-file.ts";

export interface FileStep extends ImportStep {
  /** How much of the work is behind, from 0 to 1. */
  readonly done: number;
}

/**
 * Reads a file as its plan says.
 *
 * @throws OperationError when the file turns out not to be what it should be
 */
export async function* fileSteps(plan: ImportPlan, now: Date): AsyncGenerator<FileStep> {
  const { path, source, mapping, vendor } = plan;
  const file = await openImportFile(path);
  const context = { source, now };
  const steps = mapping
    ? csvSteps(path, file.content, mapping, context)
    : vendor
      ? exportSteps(path, file.content, vendor, context)
      : ndjsonSteps(path, file.content, context);
  const cases = mapping?.mapping.cases;
  for await (const step of steps) {
    const position = file.position() / Math.max(1, file.size);
    // Where cases are gathered first, reading is the smaller part of the work.
    const isGathering = cases !== undefined && !cases.isGrouped;
    const done = isGathering ? 0.3 * position + (0.7 * step.settled) / Math.max(1, step.read) : position;
    yield { ...step, done };
  }
}
