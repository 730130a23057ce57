import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvRecord, csvRecords } from "../../src/ingest/csv-records.ts";

const comma = { delimiter: ",", quote: '"' };

async function read(text: string | Buffer, chunkSize = 1_000_000, dialect = comma): Promise<CsvRecord[]> {
  const bytes = Buffer.from(text as string);
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
  }
  const records: CsvRecord[] = [];
  for await (const some of csvRecords(chunks(), dialect)) records.push(...some);
  return records;
}

function shown(records: readonly CsvRecord[]): unknown[] {
  return records.map(({ line, cells, problem }) => [line, cells ?? problem]);
}

describe("a CSV table", () => {
  it("is read with its line numbers, empty lines left out", async () => {
    expect(shown(await read('a,b\n1,"x\ny"\n\n2,"say ""hi"""\n'))).toEqual([
      [1, ["a", "b"]],
      [2, ["1", "x\ny"]],
      [5, ["2", 'say "hi"']],
    ]);
  });

  it.each([
    ["CRLF", "a,b\r\n1,\r\n"],
    ["CR alone", "a,b\r1,\r"],
    ["LF, without one at the end", "a,b\n1,"],
    ["a byte order mark", "\ufeffa,b\n1,\n"],
  ])("may be written with %s", async (_, text) => {
    expect(shown(await read(text))).toEqual([
      [1, ["a", "b"]],
      [2, ["1", ""]],
    ]);
  });

  it("may have quotes inside cells that do not begin with one", async () => {
    expect(shown(await read("5\" screen,it's\n"))).toEqual([[1, ['5" screen', "it's"]]]);
  });

  it("may have no quotes at all", async () => {
    const plain = { delimiter: "\t", quote: undefined };

    expect(shown(await read('"a\tb"\n', 100, plain as never))).toEqual([[1, ['"a', 'b"']]]);
  });

  it("goes on in the line after a wrong quote", async () => {
    expect(shown(await read('1,"ok"bad\n2,fine\n'))).toEqual([
      [1, expect.stringContaining("a closing quote must end the cell")],
      [2, ["2", "fine"]],
    ]);
  });

  it("goes on in the line after a quote that is never closed", async () => {
    expect(shown(await read('1,"open\n2,fine\n3,"q"\n'))).toEqual([
      [1, expect.stringContaining("quote")],
      [2, ["2", "fine"]],
      [3, ["3", "q"]],
    ]);
    expect(shown(await read('1,"open\n2,fine\n'))).toEqual([
      [1, "a quote is opened and never closed"],
      [2, ["2", "fine"]],
    ]);
  });

  it("refuses a line of more than a MiB alone", async () => {
    const text = `1,a\n2,${"x".repeat(3_000_000)}\n3,c\n`;

    for (const chunkSize of [1000, 700_000, 10_000_000]) {
      expect(shown(await read(text, chunkSize))).toEqual([
        [1, ["1", "a"]],
        [2, "must not be longer than 1048576 bytes"],
        [3, ["3", "c"]],
      ]);
    }
  });

  it("marks a record with bytes that are not UTF-8", async () => {
    const records = await read(
      Buffer.concat([Buffer.from("1,é\n2,"), Buffer.from([0xe9]), Buffer.from("\n")]),
    );

    expect(records.map(({ isDamaged }) => isDamaged)).toEqual([false, true]);
  });

  it("comes out as it was written, however it is cut into chunks", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " ", "é", "\t", "😀") });
    const table = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,5}$/), cell, cell), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom("\n", "\r\n"),
        async (rows, size, end) => {
          const text = rows.map((row) => row.map(quoted).join(",") + end).join("");

          const records = await read(text, size);

          expect(records.map((record) => record.cells)).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
