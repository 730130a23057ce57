import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TeamCalendars } from "../../src/calendar/calendar-rules.ts";
import { weekdays } from "../../src/calendar/weekday.ts";
import { type ApplyOptions, applyConfig } from "../../src/store/apply-config.ts";
import { changeConfig, keepConfig } from "../../src/store/config-lock.ts";
import { storedConfig } from "../../src/store/config-versions.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { rebuildFacts } from "../../src/store/fact-rebuild.ts";
import { withFactsAsOf } from "../../src/store/facts-as-of.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";
import type { Timetable } from "../support/metric-desk.ts";
import { storedFacts } from "./stored-facts.ts";

const HOUR = 3_600_000;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Every day the same hours, in UTC. */
function daily(hours: string, more: Partial<TeamCalendars> = {}): TeamCalendars {
  return { calendars: { default: rules(hours), ...more.calendars }, teams: more.teams ?? {} };
}

function rules(hours: string): TeamCalendars["calendars"][string] {
  const week = Object.fromEntries(weekdays.map((day) => [day, [hours]]));
  return { timezone: "UTC", hours: week, holidays: [], holidayCountry: null };
}

function apply(accountId: string, calendars: TeamCalendars, options: Partial<ApplyOptions> = {}) {
  const now = new Date("2026-03-10T00:00:00Z");
  return applyConfig(database.db, accountId, { config: { calendars }, calendars }, { now, ...options });
}

/** Hours of business time that each conversation's first turn waited. */
async function waits(accountId: string, db = database.db): Promise<Record<string, number | null>> {
  const rows = await db
    .selectFrom("turns")
    .select(["conversation_id", "wait_business_ms"])
    .where("account_id", "=", accountId)
    .where("is_first", "=", true)
    .orderBy("conversation_id")
    .execute();
  return Object.fromEntries(
    rows.map((row) => [row.conversation_id, row.wait_business_ms && row.wait_business_ms / HOUR]),
  );
}

/** A question at one instant, its answer at another. */
function answered(conversation: string, asked: string, replied: string, team?: string): Timetable {
  const author = { kind: "agent", id: "ann" };
  return [
    [asked, "conversation.opened", { conversation, channel: "chat", ...(team ? { team } : {}) }],
    [replied, "message.sent", { conversation, author }],
    [replied, "conversation.resolved", { conversation }],
  ];
}

async function deskWith(...stories: Timetable[]): Promise<string> {
  const accountId = randomUUID();
  await append(accountId, stories.flat());
  await projectChanges(database.db);
  return accountId;
}

async function append(accountId: string, story: Timetable): Promise<void> {
  const events = story.map(([at, type, data]) => deskEvent(type, randomUUID(), at, data));
  await appendEvents(database.db, accountId, events, new Date("2026-03-13T00:00:00Z"));
}

async function somebodyWaits(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await sql`
        select from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`.execute(
        database.db,
      );
      expect(rows).toHaveLength(1);
    },
    { interval: 10, timeout: 5000 },
  );
}

describe("calendars as they are stored", () => {
  it("measure everything from the first day of the log, when they are the first", async () => {
    const account = await deskWith(answered("c1", "2026-03-02T15:00:00Z", "2026-03-03T10:00:00Z"));
    expect(await waits(account)).toEqual({ c1: null });

    const applied = await apply(account, daily("09:00-17:00"));
    await projectChanges(database.db);

    expect(applied).toEqual({ isChanged: true, calendarsFrom: null, refolded: 1 });
    // 15:00 to 17:00, and 9:00 to 10:00.
    expect(await waits(account)).toEqual({ c1: 3 });
    const { rows } = await sql`
      select e.duration_business_ms, c.resolution_business_ms from episodes e join conversations c using (account_id, subject)
      where account_id = ${account}`.execute(database.db);
    expect(rows).toEqual([{ duration_business_ms: 3 * HOUR, resolution_business_ms: 3 * HOUR }]);
  });

  it("count from the instant they are changed, of a wait that spans it each part by its own", async () => {
    const account = await deskWith(
      answered("before", "2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z"),
      answered("across", "2026-03-09T12:00:00Z", "2026-03-10T12:00:00Z"),
      answered("after", "2026-03-12T08:00:00Z", "2026-03-12T12:00:00Z"),
    );
    await apply(account, daily("09:00-17:00"));
    await projectChanges(database.db);

    const applied = await apply(account, daily("10:00-18:00"));
    await projectChanges(database.db);

    expect(applied.calendarsFrom).toEqual(new Date("2026-03-10T00:00:00Z"));
    expect(applied.refolded).toBe(2);
    // 9 to 12; 12 to 17 by the old and 10 to 12 by the new; 10 to 12.
    expect(await waits(account)).toEqual({ before: 3, across: 5 + 2, after: 2 });
  });

  it("count from the day that is asked, or for ever", async () => {
    const account = await deskWith(
      answered("c1", "2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z"),
      answered("c2", "2026-03-05T08:00:00Z", "2026-03-05T12:00:00Z"),
    );
    await apply(account, daily("09:00-17:00"));

    await apply(account, daily("10:00-18:00"), { from: new Date("2026-03-04T00:00:00Z") });
    await projectChanges(database.db);
    expect(await waits(account)).toEqual({ c1: 3, c2: 2 });

    // The same calendars, but from earlier on.
    await apply(account, daily("10:00-18:00"), { from: "beginning" });
    await projectChanges(database.db);
    expect(await waits(account)).toEqual({ c1: 2, c2: 2 });
  });

  it("are stored once, however often and from however many sides they are applied", async () => {
    const account = await deskWith(answered("c1", "2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z"));

    const all = await Promise.all(Array.from({ length: 5 }, () => apply(account, daily("09:00-17:00"))));
    const again = await apply(account, daily("09:00-17:00"), { from: "beginning" });

    expect(all.filter(({ isChanged }) => isChanged)).toHaveLength(1);
    expect(again).toEqual({ isChanged: false, refolded: 0 });
    expect(await storedConfig(database.db, account)).toMatchObject({
      version: 1,
      content: { calendars: daily("09:00-17:00") },
    });
  });

  it("are each team's own, and the default one's where a team names none or there is no team", async () => {
    const at = ["2026-03-02T08:00:00Z", "2026-03-02T20:00:00Z"] as const;
    const account = await deskWith(
      answered("none", ...at),
      answered("sales", ...at, "sales"),
      answered("billing", ...at, "billing"),
      // Whoever answers in the end: by the team that the conversation is in by then.
      [
        ...answered("moved", ...at, "sales"),
        ["2026-03-02T10:00:00Z", "conversation.assigned", { conversation: "moved", team: "billing" }],
      ],
    );

    await apply(
      account,
      daily("09:00-17:00", {
        calendars: { evening: rules("16:00-19:00") },
        teams: { billing: "evening" },
      }),
    );
    await projectChanges(database.db);
    expect(await waits(account)).toEqual({ none: 8, sales: 8, billing: 3, moved: 3 });

    await apply(
      account,
      { calendars: { evening: rules("16:00-19:00") }, teams: { billing: "evening" } },
      { from: "beginning" },
    );
    await projectChanges(database.db);
    expect(await waits(account)).toEqual({ none: null, sales: null, billing: 3, moved: 3 });
  });

  it("say which of the customers' messages came in service hours", async () => {
    const account = await deskWith([
      ["2026-03-02T08:59:59Z", "message.received", { conversation: "c1" }],
      ["2026-03-02T09:00:00Z", "message.received", { conversation: "c1" }],
      ["2026-03-02T10:00:00Z", "message.sent", { conversation: "c1", author: { kind: "agent", id: "ann" } }],
      ["2026-03-02T17:00:00Z", "message.received", { conversation: "c1" }],
    ]);
    await apply(account, daily("09:00-17:00"));
    await projectChanges(database.db);

    const rows = await database.db
      .selectFrom("messages")
      .select("is_in_service_hours")
      .where("account_id", "=", account)
      .orderBy("no")
      .execute();

    expect(rows.map((row) => row.is_in_service_hours)).toEqual([false, true, null, false]);
  });

  it("measure what is folded for a past moment too", async () => {
    const account = await deskWith([
      ...answered("c1", "2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z"),
      ["2026-03-04T12:00:00Z", "message.received", { conversation: "c1" }],
    ]);
    await apply(account, daily("09:00-17:00"));

    const then = await withFactsAsOf(database.db, account, new Date("2026-03-03T00:00:00Z"), (db) =>
      waits(account, db),
    );

    expect(then).toEqual({ c1: 3 });
  });

  it("wait, when they change, for those who fold by the old ones", async () => {
    const account = await deskWith();
    const folding = await database.db.startTransaction().execute();
    await keepConfig(folding, account);

    const applying = apply(account, daily("09:00-17:00"));
    await somebodyWaits();
    // It is folded by the old calendars, and therefore once more by the new ones.
    await append(account, answered("c1", "2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z"));
    await folding.commit().execute();

    expect((await applying).refolded).toBe(1);
  });

  it("are waited for, while they change, by those who fold", async () => {
    const account = await deskWith();
    await append(account, answered("c1", "2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z"));
    const changing = await database.db.startTransaction().execute();
    await changeConfig(changing, account);
    await sql`insert into config_versions (account_id, part, version, content, applied_at)
      values (${account}, 'calendars', 1, ${JSON.stringify(daily("09:00-17:00"))}, now())`.execute(changing);

    const folding = projectChanges(database.db);
    await somebodyWaits();
    await changing.commit().execute();
    await folding;

    expect(await waits(account)).toEqual({ c1: 3 });
  });

  it("leave no fact behind that is folded while they change", async () => {
    const account = await deskWith();
    const stories = Array.from({ length: 60 }, (_, no) =>
      answered(`c${no}`, "2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z"),
    );
    const arrive = async () => {
      for (const [no, story] of stories.entries()) {
        await append(account, story);
        if (no % 10 === 0) await projectChanges(database.db);
      }
    };
    const change = async () => {
      for (let hour = 0; hour < 9; hour++) {
        await apply(account, daily(`0${hour}:00-11:00`), { from: "beginning" });
        await projectChanges(database.db);
      }
    };

    await Promise.all([arrive(), change()]);
    await projectChanges(database.db);

    const facts = await storedFacts(database.db, account);
    await rebuildFacts(database.db, account);
    expect(await storedFacts(database.db, account)).toEqual(facts);
    expect(new Set(Object.values(await waits(account)))).toEqual(new Set([3]));
  });
});
