import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { DeskEvent } from "../src/events/vocabulary.ts";
import { copyRow, copySeconds } from "./copy-ceiling.ts";
import { eventJson } from "./event-json.ts";
import { manyDeskEvents } from "./many-desks.ts";
import { median, timed } from "./temporary-store.ts";

const RUNS = 3;
const cli = resolve(import.meta.dirname, "../src/cli.ts");

/**
 * The whole `deskpulse import` of an NDJSON file, into the log alone, beside the ceiling: the server's own COPY of the
 * same rows into tables with the same partitions and indexes. Both in turn, in one run, since machines drift.
 */
export async function importBench(events: number): Promise<void> {
  const until = new Date("2026-11-20T07:30:00Z");
  const folder = await mkdtemp(join(tmpdir(), "deskpulse-bench-files-"));
  try {
    // The server runs under a uid of its own and reads the file itself.
    await chmod(folder, 0o755);
    const file = join(folder, "events.ndjson");
    const rows = join(folder, "events.copy");
    await writeLines(file, manyDeskEvents(events, until), eventJson);
    await writeLines(rows, manyDeskEvents(events, until), copyRow);
    const imports: number[] = [];
    const copies: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      imports.push(await importOnce(file));
      copies.push(await copySeconds(rows, until));
    }
    report(events, median(imports), median(copies));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function report(events: number, importSeconds: number, copySeconds: number): void {
  const perSecond = (seconds: number) => `${Math.round(events / seconds).toLocaleString("en")} events/s`;
  console.log(`Import of ${events.toLocaleString("en")} events (medians of ${RUNS})`);
  console.log(`  deskpulse import      ${perSecond(importSeconds)}`);
  console.log(`  COPY, the ceiling     ${perSecond(copySeconds)}`);
  console.log(`  ratio                 ${(copySeconds / importSeconds).toFixed(2)}`);
}

/** Seconds between the first and last event's arrival would leave out parsing: the whole command is timed, less its start-up. */
async function importOnce(file: string): Promise<number> {
  return await withDataFolder(async (folder) => {
    const warm = await timed(() => deskpulse(folder, ["migrate"]));
    const whole = await timed(() => deskpulse(folder, ["import", file, "--no-facts"]));
    const idle = await timed(() => deskpulse(folder, ["migrate"]));
    return whole.seconds - Math.min(warm.seconds, idle.seconds);
  });
}

async function deskpulse(folder: string, parameters: string[]): Promise<void> {
  const env = { ...process.env, DESKPULSE_DATA_DIR: folder, DATABASE_URL: "", LOG_LEVEL: "error" };
  const child = spawn(process.execPath, [cli, ...parameters], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`deskpulse ${parameters[0]} ended with ${code}`);
}

async function withDataFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "deskpulse-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One line an event, readable for the server. */
export async function writeLines(
  path: string,
  events: Iterable<DeskEvent>,
  line: (event: DeskEvent) => string,
): Promise<void> {
  const stream = createWriteStream(path, { mode: 0o644 });
  for (const event of events) {
    if (!stream.write(`${line(event)}\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}
