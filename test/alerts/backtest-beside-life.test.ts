import { afterAll, beforeAll, expect, it } from "vitest";
import { backtestPolicy } from "../../src/alerts/backtest-policy.ts";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { dice } from "../differential/dice.ts";
import { alertDesk, momentOf } from "../support/alert-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import type { Timetable } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const settings = {
  sla: [
    {
      name: "standard",
      targets: { firstResponse: "1h" },
      warnAt: ["50%"],
      notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C2" }] },
      quietHours: ["10:00-11:30"],
    },
  ],
  alertLimits: { storm: { alerts: 1000 }, perHour: 1000 },
};
const QUIET_ENDS = 11 * 60 + 30;
const author = { kind: "agent", id: "ada" };

/** Minutes of the day. */
interface Wait {
  readonly from: number;
  /** Infinity: nobody replies. */
  readonly until: number;
}

it("a back test counts what people were told when it was watched", async () => {
  const desk = await alertDesk(database, settings);
  const roll = dice(20_260_302);
  const waits = Array.from({ length: 12 }, (): Wait => {
    const from = 8 * 60 + roll.whole(240);
    return { from, until: roll.chance(0.2) ? Number.POSITIVE_INFINITY : from + 5 + roll.whole(180) };
  });
  const minutes = waits.flatMap(({ from, until }) => [from, from + 30, from + 60, until]);
  const moments = [...new Set([7 * 60, QUIET_ENDS, ...minutes])]
    .filter(Number.isFinite)
    .sort((a, b) => a - b);

  for (const minute of moments) {
    await desk.happened(waits.flatMap((wait, no) => eventsOf(wait, `c${no}`, minute)));
    await desk.at(`${clock(minute)}:01`);
    // The pace of a channel is a message a second.
    for (let second = 0; second < 5; second++) {
      desk.now = new Date(desk.now.getTime() + 3_000);
      await desk.deliverAll();
    }
  }

  const { db, accountId, config } = desk.room;
  const period = periodBetween("2026-03-02", "2026-03-02", "UTC");
  const now = momentOf("23:00");
  const tested = await backtestPolicy(db, { accountId, config, policy: "standard", period, now });
  expect(tested.messages?.posted).toBe(await placesTold(accountId));
  const expected = expectedOf(waits);
  expect(tested.messages).toEqual(expected);
  expect(Math.min(expected.heldBack, expected.settledUnseen)).toBeGreaterThan(0);
});

/** A promise in a place: by a message of its own, or by one that tells of several. */
async function placesTold(accountId: string): Promise<number> {
  const { rows } = await database.pool.query(
    `select p.episode_id, p.target from alert_posts as p join deliveries as d using (account_id, delivery_id)
     where p.account_id = $1 and p.no = 0 and d.state = 'sent'
     union
     select m.episode_id, s.target from alert_storm_members as m join alert_storms as s using (account_id, storm_id)
     where m.account_id = $1`,
    [accountId],
  );
  return rows.length;
}

function eventsOf({ from, until }: Wait, conversation: string, minute: number): Timetable {
  const at = `2026-03-02T${clock(minute)}:00Z`;
  return [
    ...(minute === from ? [[at, "conversation.opened", { conversation, channel: "chat" }] as const] : []),
    ...(minute === until ? [[at, "message.sent", { conversation, author }] as const] : []),
  ];
}

/** By hand: at 30 minutes to C1, at 60 to both; in quiet hours at their end, if it still waits then. */
function expectedOf(waits: readonly Wait[]) {
  const sum = { posted: 0, heldBack: 0, settledUnseen: 0 };
  for (const { from, until } of waits) {
    const due = [...(until > from + 30 ? [from + 30] : []), ...(until > from + 60 ? [from + 60] : [])];
    const isQuiet = (minute: number) => minute >= 10 * 60 && minute < QUIET_ENDS;
    const told = due.filter((minute) => !isQuiet(minute) || until > QUIET_ENDS);
    sum.posted += told.length;
    sum.heldBack += due.filter(isQuiet).length;
    if (due.length > 0 && told.length === 0) sum.settledUnseen += 1;
  }
  return sum;
}

function clock(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
