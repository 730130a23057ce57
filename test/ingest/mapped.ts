import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileSteps } from "../../src/ingest/file-steps.ts";
import { planImports } from "../../src/ingest/import-plan.ts";
import type { Refusal } from "../../src/ingest/import-step.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

export const now = new Date("2026-11-21T12:00:00Z");

interface Mapped {
  /** `id time type {data}`, one an event, in the order they came. */
  readonly events: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly withoutEvents: number;
  readonly shifted: number;
}

/** What a table gives by a mapping, without a database. */
export async function mapped(mapping: string, table: string | Buffer): Promise<Mapped> {
  await using folder = await temporaryFolder();
  const [file, mappingFile] = [join(folder.path, "table.csv"), join(folder.path, "mapping.yaml")];
  await writeFile(file, table);
  await writeFile(mappingFile, mapping);
  const [plan] = await planImports([file], { mapping: mappingFile });
  if (!plan) throw new Error("no plan");
  const events: string[] = [];
  const refusals: Refusal[] = [];
  let [withoutEvents, shifted] = [0, 0];
  for await (const step of fileSteps(plan, now)) {
    events.push(
      ...step.events.map(
        ({ id, at, type, data }) =>
          `${id} ${at.toISOString().replace(".000Z", "Z")} ${type} ${JSON.stringify(data)}`,
      ),
    );
    refusals.push(...step.refusals);
    withoutEvents += step.withoutEvents;
    shifted += step.shifted;
  }
  return { events, refusals, withoutEvents, shifted };
}

/** `line path message`, one an error. */
export function told(refusals: readonly Refusal[]): string[] {
  return refusals.flatMap(({ line, errors }) =>
    errors.map(({ path, message }) => `${line} ${path} ${message}`),
  );
}
