import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { systemClock } from "../src/clock.ts";
import { httpServer } from "../src/http/http-server.ts";
import { EventsDoor } from "../src/ingest/http/events-door.ts";
import { type GroupLimits, groupLimits } from "../src/ingest/http/group-commit.ts";
import { silentLogger } from "../src/logger.ts";
import { createApiKey } from "../src/store/api-keys.ts";
import { DEFAULT_ACCOUNT } from "../src/store/tables.ts";
import { copyRow, copySeconds } from "./copy-ceiling.ts";
import type { DoorLoad, DoorLoadResult } from "./door-load.ts";
import { writeLines } from "./import-bench.ts";
import { manyDeskEvents } from "./many-desks.ts";
import { median, withTemporaryStore } from "./temporary-store.ts";

const RUNS = 3;
const until = new Date("2026-11-20T07:30:00Z");
/** What a door without groups does: as many transactions at once as the pool has connections. */
const oneByOne: GroupLimits = { lanes: 10, events: 1, waiting: groupLimits.waiting };

interface Measured {
  readonly name: string;
  readonly events: number;
  readonly runs: { readonly rate: number; readonly p99: number }[];
}

/** Events of another account that are sent before it is timed. */
const WARM_UP = 20_000;

/**
 * Events a second through the HTTP door into the log alone, single and in batches, beside a door that gives each event
 * a transaction of its own and the server's COPY of the same rows. All in turn, in one run, since machines drift.
 */
export async function doorBench(events: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "deskpulse-bench-files-"));
  try {
    await chmod(folder, 0o755);
    const rows = join(folder, "events.copy");
    await writeLines(rows, manyDeskEvents(events, until), copyRow);
    const singles: Measured = {
      name: "single posts, 64 connections",
      events: Math.ceil(events / 5),
      runs: [],
    };
    const alone: Measured = {
      name: "the same, a transaction each",
      events: Math.ceil(events / 50),
      runs: [],
    };
    const batches: Measured = { name: "batches of 500, 8 connections", events, runs: [] };
    const copies: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      await measure(batches, { batch: 500, connections: 8 }, groupLimits);
      await measure(singles, { batch: 1, connections: 64 }, groupLimits);
      await measure(alone, { batch: 1, connections: 64 }, oneByOne);
      copies.push(events / (await copySeconds(rows, until)));
    }
    report([batches, singles, alone], median(copies));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(
  measured: Measured,
  sending: Pick<DoorLoad, "batch" | "connections">,
  groups: GroupLimits,
): Promise<void> {
  await withTemporaryStore(async ({ db }) => {
    const door = new EventsDoor({ db, clock: systemClock, logger: silentLogger, keepTexts: false, groups });
    const server = await httpServer({
      host: "127.0.0.1",
      port: 0,
      routes: [{ method: "POST", path: "/v1/events", take: (request) => door.take(request) }],
      logger: silentLogger,
    });
    const wanted = { name: "bench", source: null, expiresAt: null, ratePerSecond: 1_000_000 };
    const load = { ...sending, port: server.port, until: until.toISOString() };
    // COPY has its partitions made before it is timed, and nothing to compile.
    const { text: warmUpKey } = await createApiKey(db, "warm-up", wanted, systemClock.now());
    await send({ ...load, key: warmUpKey, events: Math.min(WARM_UP, measured.events) });
    const { text: key } = await createApiKey(db, DEFAULT_ACCOUNT, wanted, systemClock.now());
    const { events } = measured;
    const result = await send({ ...load, key, events });
    await server.close();
    if (result.refused > 0) throw new Error(`${result.refused} requests were not taken`);
    const sorted = result.latencies.toSorted((a, b) => a - b);
    const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
    measured.runs.push({ rate: events / result.seconds, p99 });
  });
}

async function send(load: DoorLoad): Promise<DoorLoadResult> {
  const worker = new Worker(new URL("./door-load.ts", import.meta.url), { workerData: load });
  const [result] = await once(worker, "message");
  await worker.terminate();
  return result;
}

function report(all: readonly Measured[], ceiling: number): void {
  console.log(`\nEvents over HTTP (medians of ${RUNS}; the sender runs on the same cores)`);
  for (const { name, runs } of all) {
    const rate = median(runs.map((run) => run.rate));
    const p99 = median(runs.map((run) => run.p99));
    const share = `${Math.round((100 * rate) / ceiling)} % of COPY`;
    console.log(
      `  ${name.padEnd(31)} ${perSecond(rate).padStart(16)}  ${share.padStart(13)}  p99 ${p99.toFixed(0)} ms`,
    );
  }
  console.log(`  ${"COPY, the ceiling".padEnd(31)} ${perSecond(ceiling).padStart(16)}`);
  const [, singles, alone] = all.map(({ runs }) => median(runs.map((run) => run.rate)));
  console.log(`  grouped / a transaction each    ${((singles ?? 0) / (alone ?? 1)).toFixed(1)}`);
}

function perSecond(rate: number): string {
  return `${Math.round(rate).toLocaleString("en")} events/s`;
}
