import type { DeskEvent } from "../events/vocabulary.ts";
import { fileSteps } from "./file-steps.ts";
import { formatOf, type ImportPlan } from "./import-plan.ts";
import type { FoundInFile } from "./import-report.ts";
import { importTally } from "./import-tally.ts";
import type { RefusedList } from "./refused-list.ts";

/** Reads a file as an import would and gives its events to `print` as NDJSON; nothing is stored. */
export async function previewFile(
  plan: ImportPlan,
  doors: {
    readonly now: Date;
    readonly refused: RefusedList;
    /** Waits until the reader has room. */
    readonly print: (lines: string) => Promise<void>;
  },
): Promise<FoundInFile> {
  const tally = importTally();
  for await (const step of fileSteps(plan, doors.now)) {
    tally.add(step);
    doors.refused.add(plan.path, step.refusals);
    if (step.events.length > 0) await doors.print(step.events.map(asLine).join(""));
  }
  return {
    file: plan.path,
    format: formatOf(plan),
    refused: doors.refused.count,
    ...tally.total(),
  };
}

function asLine({ id, source, type, at, data }: DeskEvent): string {
  return `${JSON.stringify({ specversion: "1.0", id, source, type, time: at.toISOString(), data })}\n`;
}
