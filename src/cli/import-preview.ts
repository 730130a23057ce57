import { once } from "node:events";
import { systemClock } from "../clock.ts";
import type { ImportPlan } from "../ingest/import-plan.ts";
import { previewText } from "../ingest/import-report.ts";
import { previewFile } from "../ingest/preview-file.ts";
import { RefusedList } from "../ingest/refused-list.ts";

/** The events on stdout, what is to be said of them on stderr. */
export async function previewImports(plans: readonly ImportPlan[]): Promise<void> {
  for (const plan of plans) {
    const refused = new RefusedList("");
    const found = await previewFile(plan, { now: systemClock.now(), refused, print });
    process.stderr.write(previewText(found, refused.shown));
  }
}

async function print(lines: string): Promise<void> {
  if (!process.stdout.write(lines)) await once(process.stdout, "drain");
}
