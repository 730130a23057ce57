import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { runCli } from "../support/run-cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const MANY = 30_000;
const command = resolve(import.meta.dirname, "../../src/cli.ts");

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  database = await testDatabase();
  env = { DATABASE_URL: database.url, DESKPULSE_DATA_DIR: "data", LOG_LEVEL: "warn" };
  folder = await temporaryFolder();
});
afterAll(async () => {
  await database.close();
  await folder[Symbol.asyncDispose]();
});

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [command, "import", ...args], {
    cwd: folder.path,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const { code, stdout, stderr } = await runCli(["import", ...args], { cwd: folder.path, env });
  return { code, out: stdout, err: stderr };
}

async function count(table: "events" | "conversations" | "imports"): Promise<number> {
  const { rows } = await database.pool.query(`select count(*) as count from ${table}`);
  return rows[0]?.count;
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, no) => {
    const time = new Date(Date.UTC(2026, 2, 1) + no * 1000).toISOString();
    const data = { conversation: `c${no % 50}`, channel: "email" };
    return `${JSON.stringify({ id: `e${no}`, type: "conversation.opened", time, data })}\n`;
  }).join("");

describe("deskpulse import", () => {
  it("killed with SIGKILL and started again loses nothing and doubles nothing", async () => {
    await writeFile(join(folder.path, "many.ndjson"), lines(MANY));
    const first = start("many.ndjson", "--no-facts");
    const gone = once(first, "close");
    while ((await count("events")) < 4000 && first.exitCode === null) await pause(5);
    first.kill("SIGKILL");
    await gone;
    const before = await count("events");
    expect(before).toBeGreaterThanOrEqual(4000);
    expect(before).toBeLessThan(MANY);

    const { code, out } = await run("many.ndjson", "--no-facts", "--json");

    const [report] = JSON.parse(out).files;
    expect(code).toBe(0);
    expect(await count("events")).toBe(MANY);
    expect(report).toMatchObject({ records: MANY, events: MANY, accepted: MANY - before, refused: 0 });
    expect(report.resumedAt).toBeGreaterThan(0);
  }, 60_000);

  it("brings the facts up to date, tells what it refused, and exits 0", async () => {
    await writeFile(join(folder.path, "few.ndjson"), `${lines(3).replaceAll('"e', '"f')}{"id":"bad"}\n`);

    const { code, out, err } = await run("few.ndjson", "--source", "desk");

    expect(code).toBe(0);
    expect(out).toContain("few.ndjson: 4 lines read");
    expect(out).toContain("3 events: 3 new, 0 known already");
    expect(out).toContain("1 refused, listed in data/refused/few.ndjson.refused.ndjson");
    expect(out).toContain("line 4, event bad: type is missing: must be text");
    expect(out).toContain("Facts are up to date");
    expect(err).toBe("");
    expect(await count("conversations")).toBeGreaterThan(0);
    expect(
      JSON.parse(await readFile(join(folder.path, "data/refused/few.ndjson.refused.ndjson"), "utf8")),
    ).toMatchObject({ file: "few.ndjson", line: 4, id: "bad" });
  }, 60_000);

  it("prints JSON alone on stdout with --json, and the events alone with --dry-run", async () => {
    await writeFile(join(folder.path, "one.ndjson"), `${lines(1)}{}\n`);
    const stored = await count("events");

    const dry = await run("one.ndjson", "--dry-run");
    expect(
      dry.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{ id: "e0", source: "one" }]);
    expect(dry.err).toContain("one.ndjson: 2 lines, 1 events, nothing was stored");
    expect(await count("events")).toBe(stored);

    const { files, facts } = JSON.parse((await run("one.ndjson", "--json", "--refused", "r.ndjson")).out);
    expect(files).toMatchObject([
      { file: "one.ndjson", accepted: 1, refused: 1, refusedFile: "r.ndjson", types: {} },
    ]);
    expect(files[0].refusals).toHaveLength(1);
    expect(facts).toEqual({ folded: 1, seconds: expect.any(Number) });
  }, 60_000);

  it.each([
    [
      "a missing file",
      ["many.ndjson", "gone.ndjson"],
      1,
      "gone.ndjson cannot be read: there is no such file",
    ],
    [
      "a table without a mapping",
      ["many.ndjson", "t.csv"],
      2,
      "name the mapping that says what its columns mean",
    ],
    ["a broken mapping", ["t.csv", "--mapping", "broken.yaml"], 1, "broken.yaml:1:1 has the unknown key"],
    ["an unknown format", ["t.csv", "--format", "xml"], 2, "Allowed choices are ndjson, csv"],
  ])(
    "with %s stores nothing, says why in one message and exits with %s %i",
    async (_, args, expected, message) => {
      await writeFile(join(folder.path, "t.csv"), "a,b\n1,2\n");
      await writeFile(join(folder.path, "broken.yaml"), "evnts: []\n");
      const stored = await count("events");

      const { code, out, err } = await run(...args);

      expect(err).toContain(message);
      expect([code, out]).toEqual([expected, ""]);
      expect(await count("events")).toBe(stored);
    },
  );
});
