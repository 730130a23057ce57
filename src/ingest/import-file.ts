import { basename } from "node:path";
import type { Clock } from "../clock.ts";
import type { DeskEvent } from "../events/vocabulary.ts";
import { appendEvents } from "../store/event-log.ts";
import { readImportBookmark, saveImportBookmark } from "../store/import-bookmarks.ts";
import type { Store } from "../store/open-store.ts";
import { csvSteps } from "./csv-steps.ts";
import { EventWriter } from "./event-writer.ts";
import { type ImportPlan, importDigest } from "./import-plan.ts";
import type { ImportReport } from "./import-report.ts";
import type { ImportStep } from "./import-step.ts";
import { ndjsonSteps } from "./ndjson-steps.ts";
import { openImportFile } from "./open-import-file.ts";
import type { RefusedList } from "./refused-list.ts";

export interface ImportDoors {
  readonly db: Store["db"];
  readonly accountId: string;
  readonly clock: Clock;
  readonly keepTexts: boolean;
  readonly refused: RefusedList;
  /** How much of the file is done (0 to 1) and how many events were stored or found known so far. */
  readonly onProgress?: (done: number, events: number) => void;
}

/**
 * Imports a file. Stopped anywhere, the next call goes on: what was stored before is not sent again, and what was sent
 * but not noted is known by its id.
 *
 * @throws OperationError when the file turns out not to be what it should be; whole batches before that stay
 */
export async function importFile(plan: ImportPlan, doors: ImportDoors): Promise<ImportReport> {
  const { db, accountId, clock, refused } = doors;
  const startedAt = performance.now();
  const digest = await importDigest(plan);
  const bookmark = await readImportBookmark(db, accountId, digest);
  const resumedAt = bookmark && !bookmark.isComplete ? bookmark.records : 0;
  const counts = { accepted: 0, duplicates: 0 };
  const writer = new EventWriter(async (events, settled) => {
    await store(events, counts, doors);
    if (settled > resumedAt) await save(settled, bookmark?.isComplete ?? false);
  });
  const save = (records: number, isComplete: boolean) =>
    saveImportBookmark(
      db,
      accountId,
      { digest, name: basename(plan.path), now: clock.now() },
      { records, isComplete },
    );
  const file = await openImportFile(plan.path);
  const refusedBefore = refused.count;
  const types = new Map<string, number>();
  const totals = { records: 0, events: 0, alreadyStored: 0, withoutEvents: 0, shifted: 0 };
  try {
    for await (const step of steps(plan, file.content, clock.now())) {
      tally(step, totals, types);
      refused.add(plan.path, step.refusals);
      await refused.write();
      if (step.settled > resumedAt) await writer.add(step.events, step.settled);
      else totals.alreadyStored += step.events.length;
      const done = progress(plan, file.position() / Math.max(1, file.size), step);
      doors.onProgress?.(done, counts.accepted + counts.duplicates + totals.alreadyStored);
    }
    await writer.end();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  await save(totals.records, true);
  return {
    file: plan.path,
    format: plan.mapping ? "csv" : "ndjson",
    source: plan.source,
    ...totals,
    ...counts,
    resumedAt,
    refused: refused.count - refusedBefore,
    types: Object.fromEntries([...types].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    seconds: (performance.now() - startedAt) / 1000,
  };
}

function steps(plan: ImportPlan, content: AsyncIterable<Buffer>, now: Date): AsyncGenerator<ImportStep> {
  const context = { source: plan.source, now };
  if (!plan.mapping) return ndjsonSteps(plan.path, content, context);
  return csvSteps(plan.path, content, plan.mapping, context);
}

async function store(
  events: readonly DeskEvent[],
  counts: { accepted: number; duplicates: number },
  { db, accountId, clock, keepTexts }: ImportDoors,
): Promise<void> {
  if (events.length === 0) return;
  const appended = await appendEvents(db, accountId, events, clock.now(), { keepTexts });
  counts.accepted += appended.accepted;
  counts.duplicates += appended.duplicates;
}

function tally(
  step: ImportStep,
  totals: { records: number; events: number; withoutEvents: number; shifted: number },
  types: Map<string, number>,
): void {
  totals.records = step.read;
  totals.events += step.events.length;
  totals.withoutEvents += step.withoutEvents;
  totals.shifted += step.shifted;
  for (const { type } of step.events) types.set(type, (types.get(type) ?? 0) + 1);
}

/** Where cases are gathered first, reading is the smaller part of the work. */
function progress(plan: ImportPlan, position: number, step: ImportStep): number {
  const cases = plan.mapping?.mapping.cases;
  if (!cases || cases.isGrouped) return position;
  return 0.3 * position + 0.7 * (step.settled / Math.max(1, step.read));
}
