import { type Kysely, sql } from "kysely";
import { expect } from "vitest";
import { deliver } from "../../src/deliveries/deliver.ts";
import type { DeliveryRoom } from "../../src/deliveries/delivery-room.ts";
import { silentLogger } from "../../src/logger.ts";
import { type DeliveryKey, findDelivery, planDeliveries } from "../../src/store/delivery-ledger.ts";
import { type Database, DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { DeliveryError } from "../../src/surfaces/surface.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { ScriptedSurface } from "./scripted-surface.ts";

/** When everything is due. */
export const deliveryStart = new Date("2026-03-02T08:30:00Z");
const GRACE_MS = 3 * 3_600_000;

/** A ledger in a database of its own, a Slack that can be asked and a Teams that cannot, and a clock set by hand. */
export async function deliveryDesk(): Promise<DeliveryDesk> {
  return new DeliveryDesk(await testDatabase());
}

export class DeliveryDesk {
  readonly db: Kysely<Database>;
  slack = new ScriptedSurface("slack");
  teams = new ScriptedSurface("teams", { canBeAsked: false });
  now = deliveryStart;
  /** What the owner was told. */
  told: string[] = [];
  readonly #database: TestDatabase;
  #occurrences = 0;

  constructor(database: TestDatabase) {
    this.#database = database;
    this.db = database.db;
  }

  async reset(): Promise<void> {
    this.slack = new ScriptedSurface("slack");
    this.teams = new ScriptedSurface("teams", { canBeAsked: false });
    this.now = deliveryStart;
    this.told = [];
    await this.db.deleteFrom("target_pacing").execute();
    await this.db.deleteFrom("paused_targets").execute();
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  room(): DeliveryRoom {
    return {
      db: this.db,
      surfaces: new Map([
        ["slack", this.slack],
        ["teams", this.teams],
      ]),
      clock: { now: () => this.now },
      logger: silentLogger,
      timing: { settleMs: 10_000, firstRetryMs: 2_000, longestRetryMs: 5 * 60_000 },
      tellOwner: async (delivery, reason) => void this.told.push(`${delivery.target}: ${reason}`),
    };
  }

  /** A promise of a digest to the target, due at the start, with three hours' grace. */
  async plan(target: string, platform = "slack"): Promise<DeliveryKey> {
    const plan = {
      accountId: DEFAULT_ACCOUNT,
      kind: "digest",
      subjectId: "morning",
      occurrence: `test ${this.#occurrences++}`,
      report: { summary: "Good morning", sections: [] },
      targets: [{ platform, target }],
      dueAt: deliveryStart,
      expiresAt: new Date(deliveryStart.getTime() + GRACE_MS),
    };
    const [key] = await planDeliveries(this.db, plan, deliveryStart);
    if (!key) throw new Error("Nothing was planned");
    return key;
  }

  /** How long the attempt is put off, milliseconds from now. */
  async waitAfter(attempt: ReturnType<typeof deliver>): Promise<number> {
    const outcome = await attempt;
    if (outcome.state !== "later") throw new Error(`It was ${outcome.delivery.state}`);
    return outcome.at.getTime() - this.now.getTime();
  }

  async stateOf(key: DeliveryKey): Promise<[string | undefined, string | null | undefined]> {
    const row = await findDelivery(this.db, key);
    return [row?.state, row?.error];
  }

  /** Leaves the delivery as a process does that is killed with the request under way. */
  async dieWhileSending(key: DeliveryKey): Promise<void> {
    const death = Promise.withResolvers<void>();
    this.slack.posts.push({ meanwhile: () => death.promise });
    const attempt = deliver(this.room(), key);
    const stateNow = async () => (await findDelivery(this.db, key))?.state;
    await expect.poll(stateNow, { interval: 5 }).toBe("sending");
    await this.endSessionsHoldingLocks();
    death.reject(new Error("killed"));
    await expect(attempt).rejects.toThrow();
  }

  async endSessionsHoldingLocks(): Promise<void> {
    await sql`select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(
      this.db,
    );
  }
}

export function unavailable(): DeliveryError {
  return new DeliveryError("retry", "Slack is down");
}
