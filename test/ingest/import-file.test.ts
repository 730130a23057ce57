import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/clock.ts";
import { type ImportDoors, importFile } from "../../src/ingest/import-file.ts";
import { type ImportOptions, planImports } from "../../src/ingest/import-plan.ts";
import { importText } from "../../src/ingest/import-report.ts";
import { RefusedList } from "../../src/ingest/refused-list.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { now } from "./mapped.ts";

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
});
beforeEach(async () => {
  await database.pool.query("truncate event_keys, events, changed_subjects, watermarks, imports");
});
afterAll(async () => {
  await database.close();
  await folder[Symbol.asyncDispose]();
});

const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, no) => {
    const data = { conversation: `c${Math.floor((from + no) / 3)}`, channel: "email" };
    const time = new Date(Date.UTC(2026, 2, 1) + (from + no) * 1000).toISOString();
    return `${JSON.stringify({ id: `e${from + no}`, type: "conversation.opened", time, data })}\n`;
  }).join("");

async function write(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, content);
  return path;
}

async function run(path: string, options: ImportOptions = {}, doors: Partial<ImportDoors> = {}) {
  const [plan] = await planImports([path], options);
  if (!plan) throw new Error("no plan");
  return await importFile(plan, {
    db: database.db,
    accountId: DEFAULT_ACCOUNT,
    clock: fixedClock(now),
    keepTexts: false,
    refused: new RefusedList(join(folder.path, "refused", "list.ndjson")),
    ...doors,
  });
}

async function stored(): Promise<number> {
  const { rows } = await database.pool.query("select count(*) as count from events");
  return rows[0]?.count;
}

describe("importing a file", () => {
  it("stores its events, and again changes nothing", async () => {
    const path = await write("a.ndjson.gz", gzipSync(lines(5000)));

    expect(await run(path)).toMatchObject({
      records: 5000,
      events: 5000,
      accepted: 5000,
      duplicates: 0,
      refused: 0,
    });
    const again = await run(path);
    expect(again).toMatchObject({ accepted: 0, duplicates: 5000, alreadyStored: 0, resumedAt: 0 });
    expect(importText(again, [], "")).toContain("nothing new: all 5,000 events are in the log already");
    expect(await stored()).toBe(5000);
  });

  it("stores only what is new of a file that has grown", async () => {
    const path = await write("grown.ndjson", lines(2000));
    await run(path);
    await appendFile(path, lines(500, 2000));

    expect(await run(path)).toMatchObject({ accepted: 500, duplicates: 2000 });
  });

  it("counts an event that stands in it twice once", async () => {
    const path = await write("twice.ndjson", lines(10) + lines(10));

    expect(await run(path)).toMatchObject({ accepted: 10, duplicates: 10 });
  });

  it("goes on where it was when it breaks in the middle, and its report is whole", async () => {
    const path = await write("broken.ndjson", `${lines(8000)}nonsense\n`);
    let calls = 0;
    const failing = fixedClock(now);
    const clock = {
      now: () => {
        calls += 1;
        // Asked once at the start and twice a batch: the fourth batch meets a full disk, so to speak.
        if (calls === 8) throw new Error("power cut");
        return failing.now();
      },
    };
    await expect(run(path, {}, { clock })).rejects.toThrow("power cut");
    const before = await stored();
    expect(before).toBeGreaterThan(1000);
    expect(before).toBeLessThan(8000);

    const report = await run(path);

    expect(report).toMatchObject({ records: 8001, events: 8000, accepted: 8000 - before, refused: 1 });
    expect(report.resumedAt).toBeGreaterThan(0);
    expect(report.alreadyStored + report.duplicates).toBe(before);
    expect(await stored()).toBe(8000);
    expect(importText(report, [], "")).toContain("went on where an earlier import stopped");
  });

  it("stores nothing of a damaged gzip file, and all of it when it is whole", async () => {
    const whole = gzipSync(lines(20_000));
    const path = await write("cut.ndjson.gz", whole.subarray(0, whole.length * 0.7));
    await expect(run(path)).rejects.toThrow("is a damaged gzip file");
    expect(await stored()).toBe(0);

    await writeFile(path, whole);

    expect(await run(path)).toMatchObject({ events: 20_000, refused: 0 });
    expect(await stored()).toBe(20_000);
  });

  it("goes on at a case's beginning in a table of changes", async () => {
    const mapping = await write(
      "m.yaml",
      `source: itsm
case: { by: id, grouped: true }
events:
  - { type: conversation.opened, row: first, at: t, data: { conversation: id, channel: { value: x } } }
  - { type: conversation.assigned, row: later, changed: who, at: t, data: { conversation: id, agent: who } }
`,
    );
    const rows = Array.from(
      { length: 9000 },
      (_, no) => `c${Math.floor(no / 3)},2026-03-02T09:00:0${no % 3}Z,agent-${no}\n`,
    );
    const path = await write("changes.csv", `id,t,who\n${rows.join("")}`);
    let calls = 0;
    const clock = {
      now: () => {
        calls += 1;
        if (calls === 8) throw new Error("power cut");
        return now;
      },
    };
    await expect(run(path, { mapping }, { clock })).rejects.toThrow("power cut");
    const { rows: bookmarks } = await database.pool.query("select records, is_complete from imports");
    expect(bookmarks).toEqual([{ records: expect.any(Number), is_complete: false }]);
    expect(bookmarks[0]?.records % 3).toBe(0);

    expect(await run(path, { mapping })).toMatchObject({
      events: 9000,
      refused: 0,
      resumedAt: bookmarks[0]?.records,
    });
    expect(await stored()).toBe(9000);
  });

  it("lists what was refused, and names the first of it in its report", async () => {
    const path = await write("bad.ndjson", `${lines(2)}{"id":"x"}\nbroken\n${lines(1, 2)}`);
    const refused = new RefusedList(join(folder.path, "deep", "bad.refused.ndjson"));

    const report = await run(path, {}, { refused });

    expect(report).toMatchObject({ records: 5, accepted: 3, refused: 2 });
    const list = (await readFile(refused.path, "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(list).toEqual([
      {
        file: path,
        line: 3,
        id: "x",
        errors: expect.arrayContaining([{ path: "type", message: "is missing: must be text" }]),
      },
      {
        file: path,
        line: 4,
        id: null,
        errors: [{ path: "", message: expect.stringContaining("must be a JSON object") }],
      },
    ]);
    const text = importText(report, refused.shown, refused.path);
    expect(text).toContain(`2 refused, listed in ${refused.path}`);
    expect(text).toContain("line 3, event x: type is missing: must be text");
  });

  it("writes the list anew each time", async () => {
    const path = await write("bad-again.ndjson", "{}\n");
    const place = join(folder.path, "again.refused.ndjson");

    await run(path, {}, { refused: new RefusedList(place) });
    await run(path, {}, { refused: new RefusedList(place) });

    expect((await readFile(place, "utf8")).trim().split("\n")).toHaveLength(1);
  });

  it("gathers the cases of a table larger than memory on disk", async () => {
    const { gatheredCases } = await import("../../src/ingest/gathered-cases.ts");
    const rows = Array.from({ length: 3000 }, (_, no) => ({
      line: no + 2,
      no: no + 1,
      cells: [`c${no % 700}`, no % 2 === 0 ? undefined : `x${no}`],
      digest: "",
    }));
    async function* chunks() {
      for (let at = 0; at < rows.length; at += 100) {
        yield { rows: rows.slice(at, at + 100), refusals: [], records: at + 100, leftOut: 0 };
      }
    }
    const gathered = async (inMemory?: number) => {
      const cases = new Map<string, unknown>();
      let settled = 0;
      for await (const chunk of gatheredCases(chunks(), (row) => row.cells[0] ?? "", inMemory)) {
        for (const one of chunk.cases)
          cases.set(
            one.id,
            one.rows.map((row) => [row.no, row.cells[0], row.cells[1]]),
          );
        settled = chunk.settled;
      }
      return { cases: new Map([...cases].toSorted()), settled };
    };

    expect(await gathered(5000)).toEqual(await gathered());
    expect((await gathered(5000)).cases.size).toBe(700);
    expect((await gathered(5000)).settled).toBe(3000);
  });
});
