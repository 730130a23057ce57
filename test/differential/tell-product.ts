import type { Kysely } from "kysely";
import { isEventType } from "../../src/events/vocabulary.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import type { Database } from "../../src/store/tables.ts";
import { deskEvent } from "../support/desk-events.ts";
import { promise } from "../support/promise.ts";
import type { NaiveConfig } from "./oracle/told-desk.ts";
import { written } from "./random-config.ts";
import type { ToldEvent } from "./told-event.ts";

/** Sends batches the whole way from the door to the facts, as an account of its own. */
export async function tellProduct(
  db: Kysely<Database>,
  accountId: string,
  batches: readonly (readonly ToldEvent[])[],
): Promise<void> {
  for (const batch of batches) {
    const events = batch.map(({ type, id, time, data, source }) => {
      if (!isEventType(type)) throw new Error(`There is no event ${type}`);
      return deskEvent(type, id, time, data, source);
    });
    await appendEvents(db, accountId, events, new Date("2026-11-01T00:00:00Z"));
    await projectChanges(db);
  }
}

/** Applies what a desk promises and when it is open, as if it had been so for ever. */
export async function configureProduct(
  db: Kysely<Database>,
  accountId: string,
  config: NaiveConfig,
): Promise<void> {
  await promise({ db }, accountId, written(config), { from: "beginning" });
}
