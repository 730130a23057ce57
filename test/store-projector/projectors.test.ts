import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { silentLogger } from "../../src/logger.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges, startProjector } from "../../src/store/projector.ts";
import { at, events, type Line } from "../facts/timetable.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { storedFacts } from "./stored-facts.ts";

const arrived = at("30 12:00");
let database: TestDatabase;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((projector) => projector.stop()));
});
afterAll(() => database.close());

function start(): void {
  running.push(startProjector({ ...database, logger: silentLogger }));
}

/** A few busy conversations, merged, reopened and written to all at once. */
function busyDay(): DeskEvent[] {
  const types = [
    "message.received",
    "message.sent",
    "conversation.resolved",
    "conversation.reopened",
  ] as const;
  const lines: Line[] = Array.from({ length: 400 }, (_, index) => {
    const conversation = `c${index % 7}`;
    const type = types[(index * 31) % 4] ?? "message.received";
    const clock = `1${index % 10}:${String((index * 17) % 60).padStart(2, "0")}`;
    return [clock, type, { conversation, author: { kind: "agent", id: `a${index % 3}` } }];
  });
  lines.push(["20:00", "conversation.merged", { conversation: "c1", into: "c2" }]);
  lines.push(["20:01", "conversation.merged", { conversation: "c2", into: "c3" }]);
  lines.push(["20:02", "conversation.discarded", { conversation: "c4", reason: "spam" }]);
  return events(...lines);
}

/** Events split among writers that write all at once, each in small batches. */
async function appendAtOnce(account: string, story: readonly DeskEvent[], writers: number): Promise<void> {
  const shares = Array.from({ length: writers }, (_, writer) =>
    story.filter((_event, index) => index % writers === writer),
  );
  await Promise.all(
    shares.map(async (share) => {
      for (let from = 0; from < share.length; from += 5)
        await appendEvents(database.db, account, share.slice(from, from + 5), arrived);
    }),
  );
}

async function pending(): Promise<number> {
  const { count } = await database.db
    .selectFrom("changed_subjects")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

describe("projectors side by side", () => {
  it("give the same facts as one, while events keep coming", async () => {
    start();
    start();
    await appendAtOnce("several", busyDay(), 4);
    await vi.waitFor(async () => expect(await pending()).toBe(0), { timeout: 10_000 });
    await Promise.all(running.splice(0).map((projector) => projector.stop()));

    await appendEvents(database.db, "one", busyDay(), arrived);
    await projectChanges(database.db);

    expect(await storedFacts(database.db, "several")).toEqual(await storedFacts(database.db, "one"));
  });

  it("wait for each other where both are asked for everything", async () => {
    await appendEvents(database.db, "both", busyDay(), arrived);

    await Promise.all([1, 2, 3].map((limit) => projectChanges(database.db, { limit })));

    expect(await pending()).toBe(0);
    const both = await storedFacts(database.db, "both");
    expect(both["conversations"]).toHaveLength(7);
  });

  it("never put older facts over newer ones: who cannot lock a subject leaves it", async () => {
    const [opened, reply] = events(
      ["09:00", "conversation.opened", { conversation: "slow" }],
      ["09:10", "conversation.resolved", { conversation: "slow" }],
    );
    if (!opened || !reply) throw new Error("two events were made");
    await appendEvents(database.db, "slow", [opened], arrived);
    // Only the first to come dawdles between reading and writing.
    await sql`create function dawdle() returns trigger language plpgsql as
      $$ begin if pg_try_advisory_xact_lock(424242) then perform pg_sleep(0.5); end if; return new; end $$`.execute(
      database.db,
    );
    await sql`create trigger dawdle before insert on conversations for each row execute function dawdle()`.execute(
      database.db,
    );
    const first = projectChanges(database.db);
    await vi.waitFor(async () => {
      const { rows } = await sql`select from pg_stat_activity where wait_event = 'PgSleep'`.execute(
        database.db,
      );
      expect(rows).toHaveLength(1);
    });
    await appendEvents(database.db, "slow", [reply], arrived);

    await Promise.all([first, projectChanges(database.db)]);

    await sql`drop function dawdle cascade`.execute(database.db);
    const { conversations } = await storedFacts(database.db, "slow");
    expect(conversations).toMatchObject([{ status: "resolved" }]);
  });
});

describe("a running projector", () => {
  it("is woken by what is written, well before it would look by itself", async () => {
    start();
    await listening();
    const before = performance.now();
    await appendEvents(database.db, "woken", events(["09:00", "conversation.opened"]), arrived);
    await vi.waitFor(async () => expect((await storedFacts(database.db, "woken"))["turns"]).toHaveLength(1), {
      interval: 10,
      timeout: 5000,
    });

    expect(performance.now() - before).toBeLessThan(2000);
  });

  it("goes on after its connections were lost", async () => {
    start();
    await listening();
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`.execute(
      database.db,
    );
    await appendEvents(database.db, "lost", events(["09:00", "conversation.opened"]), arrived);

    await vi.waitFor(async () => expect((await storedFacts(database.db, "lost"))["turns"]).toHaveLength(1), {
      timeout: 10_000,
    });
    await listening();
  });

  it("folds on starting what was written while nobody ran", async () => {
    await appendEvents(database.db, "idle", events(["09:00", "conversation.opened"]), arrived);
    start();

    await vi.waitFor(async () => expect((await storedFacts(database.db, "idle"))["turns"]).toHaveLength(1), {
      timeout: 5000,
    });
  });
});

async function listening(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await sql`select from pg_stat_activity
        where datname = current_database() and query ilike 'listen%'`.execute(database.db);
      expect(rows.length).toBeGreaterThan(0);
    },
    { timeout: 5000 },
  );
}
