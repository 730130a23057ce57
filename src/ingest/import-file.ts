import { basename } from "node:path";
import type { Clock } from "../clock.ts";
import { appendEvents } from "../store/event-log.ts";
import { readImportBookmark, saveImportBookmark } from "../store/import-bookmarks.ts";
import type { Store } from "../store/open-store.ts";
import { EventWriter, type StoreBatch } from "./event-writer.ts";
import { fileSteps } from "./file-steps.ts";
import { formatOf, type ImportPlan, importDigest } from "./import-plan.ts";
import type { ImportReport } from "./import-report.ts";
import { importTally } from "./import-tally.ts";
import type { RefusedList } from "./refused-list.ts";

export interface ImportDoors {
  readonly db: Store["db"];
  readonly accountId: string;
  readonly clock: Clock;
  readonly keepTexts: boolean;
  readonly refused: RefusedList;
  /** How much of the file was looked through (0 to 1) before it is imported. */
  readonly onLook?: (done: number) => void;
  /** How much of the file is done (0 to 1) and how many events were stored or found known so far. */
  readonly onProgress?: (done: number, events: number) => void;
}

/**
 * Imports a file. Stopped anywhere, the next call goes on: what was stored before is not sent again, and what was sent
 * but not noted is known by its id.
 *
 * @throws OperationError when the file turns out not to be what it should be. Of a damaged file nothing is stored; of
 *   one that stops fitting its mapping, whole batches before that stay
 */
export async function importFile(plan: ImportPlan, doors: ImportDoors): Promise<ImportReport> {
  const { clock, refused } = doors;
  const startedAt = performance.now();
  const bookmark = await openBookmark(plan, doors);
  const counts = { accepted: 0, duplicates: 0, alreadyStored: 0 };
  const writer = new EventWriter(storing(doors, counts, bookmark.moveTo));
  const refusedBefore = refused.count;
  const tally = importTally();
  try {
    for await (const step of fileSteps(plan, clock.now())) {
      tally.add(step);
      refused.add(plan.path, step.refusals);
      await refused.write();
      if (step.settled > bookmark.resumedAt) await writer.add(step.events, step.settled);
      else counts.alreadyStored += step.events.length;
      doors.onProgress?.(step.done, counts.accepted + counts.duplicates + counts.alreadyStored);
    }
    await writer.end();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  const total = tally.total();
  await bookmark.complete(total.records);
  return {
    file: plan.path,
    format: formatOf(plan),
    source: plan.source,
    ...total,
    ...counts,
    resumedAt: bookmark.resumedAt,
    refused: refused.count - refusedBefore,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

interface Bookmark {
  /** Records that an earlier import, one that did not get to its end, had stored. */
  readonly resumedAt: number;
  readonly moveTo: (records: number) => Promise<void>;
  readonly complete: (records: number) => Promise<void>;
}

/** A file imported to its end is read again from its beginning: every event of it is then found to be known. */
async function openBookmark(plan: ImportPlan, doors: ImportDoors): Promise<Bookmark> {
  const { db, accountId, clock } = doors;
  const digest = await importDigest(plan, doors.onLook);
  const known = await readImportBookmark(db, accountId, digest);
  const resumedAt = known && !known.isComplete ? known.records : 0;
  const save = (records: number, isComplete: boolean) =>
    saveImportBookmark(
      db,
      accountId,
      { digest, name: basename(plan.path), now: clock.now() },
      { records, isComplete },
    );
  return {
    resumedAt,
    moveTo: async (records) => {
      if (records > resumedAt) await save(records, false);
    },
    complete: (records) => save(records, true),
  };
}

function storing(
  { db, accountId, clock, keepTexts }: ImportDoors,
  counts: { accepted: number; duplicates: number },
  moveBookmark: (records: number) => Promise<void>,
): StoreBatch {
  return async (events, settled) => {
    if (events.length > 0) {
      const appended = await appendEvents(db, accountId, events, clock.now(), { keepTexts });
      counts.accepted += appended.accepted;
      counts.duplicates += appended.duplicates;
    }
    await moveBookmark(settled);
  };
}
