import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { systemClock } from "../src/clock.ts";
import { DeskConfig } from "../src/config/desk-config.ts";
import type { AlertRoom } from "../src/jobs/alerts/alert-room.ts";
import { scanAlerts } from "../src/jobs/alerts/alert-scan.ts";
import { silentLogger } from "../src/logger.ts";
import type { Store } from "../src/store/open-store.ts";
import { DEFAULT_ACCOUNT } from "../src/store/tables.ts";
import { median, timed, withTemporaryStore } from "./temporary-store.ts";

const RUNS = 20;
const BREACHES = 10_000;
const CHANGED = 10_000;
const MINUTE_MS = 60_000;
/** At 80 % of eight hours, so long before the due time. */
const WARNED_MS = 96 * MINUTE_MS;
/** A promise in danger has to be noticed within. */
const LIMIT_MS = 5_000;

const config = DeskConfig.parse({
  sla: [
    {
      name: "standard",
      targets: { firstResponse: "8h" },
      notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }, { teams: "19:a@thread.tacv2" }] },
      escalate: [{ after: "1h", to: "kim@example.com" }],
    },
  ],
});

/**
 * What it costs to look for promises in danger beside many running clocks, and how soon they are noticed when many are
 * broken at once.
 */
export async function alertBench(clocks: number): Promise<void> {
  await withTemporaryStore(async (store) => {
    const room = roomOf(store);
    console.log(`\nAlerts beside ${clocks.toLocaleString("en")} running clocks`);
    await scanAlerts(room);
    await startClocks(store, "c", clocks, { fromMs: 120 * MINUTE_MS, spreadMs: 30 * 1_440 * MINUTE_MS });
    await store.pool.query("vacuum analyze");
    await looks(store, room, "a look where nothing is new");

    await startClocks(store, "minute", BREACHES, { fromMs: 2_000, spreadMs: MINUTE_MS });
    await minute(store, room);
    await looks(store, room, `a look with ${BREACHES.toLocaleString("en")} alerts open`);

    await startClocks(store, "once", CHANGED, { fromMs: WARNED_MS - 500, spreadMs: 1 });
    await pause(500);
    await rate(room, "at risk at once, opened");
    await breakNow(store, "once");
    await rate(room, "overdue at once, followed");
    await answer(store, "once");
    await rate(room, "answered at once, followed");
  });
}

function roomOf({ db }: Store): AlertRoom {
  return {
    db,
    accountId: DEFAULT_ACCOUNT,
    config,
    surfaces: new Map(),
    enqueue: async () => undefined,
    clock: systemClock,
    logger: silentLogger,
  };
}

/** Puts running clocks beside the others, each with its moments; so long from now the first breaks. */
async function startClocks(
  { db }: Store,
  name: string,
  count: number,
  { fromMs, spreadMs }: { readonly fromMs: number; readonly spreadMs: number },
): Promise<void> {
  const first = new Date(Date.now() + fromMs);
  await sql`
    with spread as (
      select ${name}::text || i as id, i, date_trunc('milliseconds',
        ${first}::timestamptz + i * ${spreadMs / count}::float8 * interval '1 ms') as due_at
      from generate_series(1, ${count}::int) as i
    ), clocks as (
      insert into sla_clocks (account_id, subject, no, conversation_id, channel, topic, team_id, priority, kind, of_no,
        policy, policy_version, target_ms, carried_ms, started_at, due_at, warn_at, paused_ms)
      select ${DEFAULT_ACCOUNT}, 'conversation/' || id, 1, id, (array['email', 'chat', 'phone'])[1 + i % 3],
        'topic ' || i % 20, 'team ' || i % 5, (array['low', 'normal', 'high'])[1 + i % 3], 'first-response', 1,
        'standard', 'v1', 28800000, 0, due_at - interval '8 h', due_at, array[due_at - interval '96 min'], 0
      from spread
      returning account_id, subject, conversation_id, kind as target, of_no, policy, warn_at[1] as warn_at, due_at
    )
    insert into sla_moments (account_id, subject, no, conversation_id, clock_no, target, of_no, policy, kind, at)
    select account_id, subject, m.no, conversation_id, 1, target, of_no, policy, m.kind, m.at
    from clocks, lateral (values (1, 'warning', warn_at), (2, 'breach', due_at)) as m (no, kind, at)
  `.execute(db);
}

/** Looks until nothing is left to be done for those that have changed. */
async function rate(room: AlertRoom, what: string): Promise<void> {
  const { seconds } = await timed(async () => {
    while (!(await scanAlerts(room)));
  });
  line(what, `${Math.round(CHANGED / seconds).toLocaleString("en")} a second`);
}

/** Moves the due times of clocks to just before now. */
async function breakNow({ db }: Store, name: string): Promise<void> {
  await sql`
    update sla_clocks set due_at = ${new Date(Date.now() - 10)}
    where account_id = ${DEFAULT_ACCOUNT} and conversation_id like ${`${name}%`}
  `.execute(db);
}

/** Stops clocks, each at its due time. */
async function answer({ db }: Store, name: string): Promise<void> {
  await sql`
    with stopped as (
      update sla_clocks set ending = 'breached', stopped_at = due_at, worked_ms = target_ms
      where account_id = ${DEFAULT_ACCOUNT} and conversation_id like ${`${name}%`}
      returning subject
    )
    delete from sla_moments where account_id = ${DEFAULT_ACCOUNT} and subject in (select subject from stopped)
  `.execute(db);
}

/** Looks as often as the process does until all that break within a minute are noticed, and counts what was promised. */
async function minute({ db }: Store, room: AlertRoom): Promise<void> {
  const waits: number[] = [];
  let last = 0;
  while (waits.length < BREACHES) {
    const isAll = await scanAlerts(room);
    const noticedAt = Date.now();
    const opened = await db
      .selectFrom("alert_episodes")
      .select(["episode_id", "due_at"])
      .where("episode_id", ">", last)
      .execute();
    for (const { episode_id, due_at } of opened) {
      last = Math.max(last, episode_id);
      waits.push(noticedAt - (due_at?.getTime() ?? 0));
    }
    if (isAll) await pause(1_000);
  }
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number) => `${Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0)} ms`;
  line(
    `${BREACHES.toLocaleString("en")} broken within a minute, noticed`,
    `median ${at(0.5)}, 99 % ${at(0.99)}, last ${at(1)} (has to be within ${LIMIT_MS} ms)`,
  );
  const { rows } = await sql<{ kind: string; target: string; count: number }>`
    select kind, target, count(*) as count from deliveries group by kind, target order by target, kind
  `.execute(db);
  for (const { kind, target, count } of rows) line(`  promised to ${target}`, `${count} ${kind}`);
}

async function looks(store: Store, room: AlertRoom, what: string): Promise<void> {
  const times: number[] = [];
  await settle(store);
  const before = await touched(store);
  for (let run = 0; run < RUNS; run++) {
    const { seconds } = await timed(() => scanAlerts(room));
    times.push(seconds * 1000);
  }
  await settle(store);
  const after = await touched(store);
  const each = (now: number, then: number) => Math.round((now - then) / RUNS).toLocaleString("en");
  line(
    what,
    `${median(times).toFixed(1)} ms, ${each(after.rows, before.rows)} rows, ${each(after.blocks, before.blocks)} blocks`,
  );
}

/** Sessions tell what they did a second later, when they are asked something. */
async function settle({ db }: Store): Promise<void> {
  await pause(1_200);
  await Promise.all(
    Array.from({ length: 10 }, () => sql`select pg_stat_force_next_flush(), pg_sleep(0.05)`.execute(db)),
  );
}

async function touched({ db }: Store): Promise<{ readonly rows: number; readonly blocks: number }> {
  const { rows } = await sql<{ rows: number; blocks: number }>`
    select (select sum(coalesce(idx_tup_fetch, 0) + seq_tup_read)::float8 from pg_stat_user_tables) as rows,
      (select (blks_hit + blks_read)::float8 from pg_stat_database where datname = current_database()) as blocks
  `.execute(db);
  const [found] = rows;
  if (!found) throw new Error("Postgres counts nothing");
  return found;
}

function line(what: string, found: string): void {
  console.log(`  ${what.padEnd(46)}${found}`);
}
