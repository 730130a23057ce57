import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FileStep, fileSteps } from "../../src/ingest/file-steps.ts";
import { planImports } from "../../src/ingest/import-plan.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { now, told } from "./mapped.ts";

const event = (id: string, more: object = {}) =>
  JSON.stringify({ id, type: "agent.left", time: "2026-03-02T09:00:00Z", data: { agent: "sam" }, ...more });

async function read(content: string | Buffer, name = "events.ndjson", source?: string) {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, name), content);
  const [plan] = await planImports([join(folder.path, name)], { source });
  if (!plan) throw new Error("no plan");
  const steps: FileStep[] = [];
  for await (const step of fileSteps(plan, now)) steps.push(step);
  return {
    records: steps.at(-1)?.read ?? 0,
    events: steps.flatMap((step) => step.events).map(({ source: from, id }) => `${from} ${id}`),
    refusals: steps.flatMap((step) => step.refusals),
  };
}

describe("an NDJSON file", () => {
  it("is one event a line, from the source it names, or --source, or its own name", async () => {
    const text = `${event("1")}\n${event("2", { source: "desk", specversion: "1.0" })}\n`;

    expect((await read(text, "team-2026.ndjson")).events).toEqual(["team-2026 1", "desk 2"]);
    expect((await read(text, "team-2026.ndjson", "hr")).events).toEqual(["hr 1", "desk 2"]);
  });

  it("may be packed with gzip, whatever its name", async () => {
    expect((await read(gzipSync(`${event("1")}\n`), "a.ndjson")).events).toEqual(["a 1"]);
    expect((await read(gzipSync(`${event("1")}\n`), "a.ndjson.gz")).events).toEqual(["a 1"]);
    expect((await read(`${event("1")}\n`, "a.ndjson.gz")).events).toEqual(["a 1"]);
  });

  it("may have CRLF, a byte order mark, empty lines and no end of line at its end", async () => {
    const { events, records } = await read(`\ufeff${event("1")}\r\n\r\n  \n${event("2")}`);

    expect(events).toEqual(["events 1", "events 2"]);
    expect(records).toBe(2);
  });

  it("that is empty has no events", async () => {
    expect(await read("")).toEqual({ records: 0, events: [], refusals: [] });
  });

  it("is refused line by line, with the number of the line, the id and the field", async () => {
    const lines = [
      event("1"),
      "{ broken",
      "",
      event("2", { data: {} }),
      "[1]",
      event("x".repeat(2_000_000)),
      event("3", { time: "2026-03-02 09:00" }),
      event("4", { data: { agent: "a\0b" } }),
      event("5"),
    ];

    const { events, refusals, records } = await read(lines.join("\n"));

    expect(events).toEqual(["events 1", "events 5"]);
    expect(records).toBe(8);
    expect(refusals.map(({ id }) => id)).toEqual([undefined, "2", undefined, undefined, "3", "4"]);
    expect(told(refusals)).toEqual([
      expect.stringMatching(/^2 {2}must be a JSON object on a line of its own \(/),
      "4 data.agent is missing: must be text",
      "5  must be an object (found a list)",
      "6  must not be longer than 1048576 bytes",
      expect.stringMatching(/^7 time must be an RFC 3339 instant/),
      expect.stringMatching(/^8 data.agent must not contain a NUL character/),
    ]);
  });

  it("refuses a line with bytes that are not UTF-8", async () => {
    const { refusals } = await read(
      Buffer.concat([Buffer.from(event("1")), Buffer.from([0x0a, 0x7b, 0xff])]),
    );

    expect(told(refusals)).toEqual(["2  must be UTF-8; it has bytes that are not"]);
  });

  it.each([
    ["a CSV table", "id,type\n1,x\n", 'it begins with "id,type": a CSV table is read with --mapping'],
    ["a JSON array", `[${event("1")}]\n`, "a JSON array must be written one object a line"],
    ["a zip archive", Buffer.from("504b03040000", "hex"), "is a zip archive or an Excel workbook"],
    ["packed with zstd", Buffer.from("28b52ffd0000", "hex"), "packed with zstd"],
  ])("that is %s is an error that says so", async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it("that is a damaged gzip file is an error that says so", async () => {
    const whole = gzipSync(
      fc
        .sample(fc.uuid(), 5000)
        .map((id) => `${event(id)}\n`)
        .join(""),
    );

    await expect(read(whole.subarray(0, whole.length / 2))).rejects.toThrow(
      /is a damaged gzip file .*fetch it or pack it again/,
    );
  });
});

describe("files and options", () => {
  it.each([
    [
      "a missing file",
      ["nowhere.ndjson"],
      {},
      "OperationError",
      "nowhere.ndjson cannot be read: there is no such file",
    ],
    ["a folder", ["/tmp"], { format: "ndjson" }, "OperationError", "/tmp is a folder: name the files in it"],
    [
      "a table without a mapping",
      ["a.csv.gz"],
      {},
      "UsageError",
      "a.csv.gz is a CSV table: name the mapping",
    ],
    [
      "a mapping for NDJSON",
      ["a.ndjson"],
      { mapping: "m.yaml" },
      "UsageError",
      "--mapping is for CSV tables",
    ],
    [
      "a missing mapping",
      ["a.csv"],
      { mapping: "m.yaml" },
      "OperationError",
      "there is no such file; check --mapping",
    ],
  ] as const)("%s is an error that says what to do", async (_, files, options, name, message) => {
    const error: unknown = await planImports(files, options).catch((reason: unknown) => reason);

    expect(error).toMatchObject({ name, message: expect.stringContaining(message) });
  });
});
