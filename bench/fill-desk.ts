import type { DeskEvent } from "../src/events/vocabulary.ts";
import { appendEvents } from "../src/store/event-log.ts";
import type { Store } from "../src/store/open-store.ts";
import { DEFAULT_ACCOUNT } from "../src/store/tables.ts";

const BATCH = 2000;

/** Stores events as the import does, without their facts. */
export async function fillDesk({ db }: Store, events: Iterable<DeskEvent>, arrivedAt: Date): Promise<void> {
  let batch: DeskEvent[] = [];
  for (const event of events) {
    batch.push(event);
    if (batch.length < BATCH) continue;
    await appendEvents(db, DEFAULT_ACCOUNT, batch, arrivedAt);
    batch = [];
  }
  await appendEvents(db, DEFAULT_ACCOUNT, batch, arrivedAt);
}
