import type { DeskEvent } from "../events/vocabulary.ts";

/** Stores a batch; `settled` records are done with once it and all before it are stored. */
export type StoreBatch = (events: readonly DeskEvent[], settled: number) => Promise<void>;

const BATCH = 1500;

/** Collects events into batches, and reads on while one batch is being stored. */
export class EventWriter {
  readonly #store: StoreBatch;
  #batch: DeskEvent[] = [];
  #settled = 0;
  #storing: Promise<void> = Promise.resolve();

  constructor(store: StoreBatch) {
    this.#store = store;
  }

  async add(events: readonly DeskEvent[], settled: number): Promise<void> {
    for (const event of events) this.#batch.push(event);
    this.#settled = settled;
    if (this.#batch.length >= BATCH) await this.#send();
  }

  /** Waits until everything is stored. */
  async end(): Promise<void> {
    await this.#send();
    await this.#storing;
  }

  /** Waits for what is under way, whatever comes of it: the reason to stop is another one. */
  async abandon(): Promise<void> {
    await this.#storing.catch(() => undefined);
  }

  async #send(): Promise<void> {
    await this.#storing;
    const [batch, settled] = [this.#batch, this.#settled];
    this.#batch = [];
    this.#storing = this.#storeInParts(batch, settled);
    // Its failure is thrown where it is awaited next; until then it is not unhandled.
    this.#storing.catch(() => undefined);
  }

  /** One case may be larger than a batch: the bookmark moves only with its last part. */
  async #storeInParts(batch: readonly DeskEvent[], settled: number): Promise<void> {
    let start = 0;
    for (; batch.length - start > 2 * BATCH; start += BATCH) {
      await this.#store(batch.slice(start, start + BATCH), 0);
    }
    await this.#store(batch.slice(start), settled);
  }
}
