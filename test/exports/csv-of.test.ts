import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvOf } from "../../src/exports/csv-of.ts";
import type { ExportCell, ExportColumn, ExportKind } from "../../src/exports/export-table.ts";
import { csvRecords } from "../../src/ingest/csv-records.ts";

/** A table of the kinds given, with headers a, b, c, … */
function csv(kinds: readonly ExportKind[], ...rows: readonly (readonly ExportCell[])[]): string {
  const columns: ExportColumn[] = kinds.map((kind, index) => ({ header: "abcdefghij".charAt(index), kind }));
  return csvOf({ name: "test", timezone: "Europe/Amsterdam", columns, rows });
}

async function readBack(text: string): Promise<readonly (readonly string[])[]> {
  async function* content() {
    yield Buffer.from(text);
  }
  const rows: (readonly string[])[] = [];
  for await (const records of csvRecords(content(), { delimiter: ",", quote: '"' }))
    for (const { cells, problem } of records) rows.push(cells ?? [`refused: ${problem}`]);
  return rows;
}

describe("a CSV file", () => {
  it("has a header, ends each line with CRLF and quotes what would be read wrongly", () => {
    expect(csv(["text", "text"], ["plain", 'say "hi"'], ["one, two", "first\nsecond"])).toBe(
      'a,b\r\nplain,"say ""hi"""\r\n"one, two","first\nsecond"\r\n',
    );
  });

  it("holds unrounded numbers in the unit of their kind, and nothing where nothing was measured", () => {
    expect(
      csv(["count", "duration", "percent", "points", "money"], [1204, 632.5, 57.692307692307686, -3.25, 0.1]),
    ).toBe("a,b,c,d,e\r\n1204,632.5,57.692307692307686,-3.25,0.1\r\n");
    expect(csv(["duration", "percent", "text"], [null, Number.NaN, null])).toBe("a,b,c\r\n,,\r\n");
  });

  it("writes instants with the offset of the zone, on both sides of a change of the clock", () => {
    expect(
      csv(
        ["instant", "flag"],
        [new Date("2026-03-29T00:59:59Z"), true],
        [new Date("2026-03-29T01:00:00Z"), false],
      ),
    ).toBe("a,b\r\n2026-03-29T01:59:59+01:00,true\r\n2026-03-29T03:00:00+02:00,false\r\n");
  });

  it.each(["=1+1", '=cmd|"/c calc"!A0', "+31 6", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])(
    "does not let a spreadsheet take the text %j for a formula",
    async (text) => {
      expect(await readBack(csv(["text", "count"], [text, 1]))).toEqual([
        ["a", "b"],
        [`'${text}`, "1"],
      ]);
    },
  );

  it("leaves negative numbers numbers, and texts with a sign inside as they are", () => {
    expect(csv(["count", "text"], [-5, "a-b=c@d"], [-0.5, "'quoted"])).toBe(
      "a,b\r\n-5,a-b=c@d\r\n-0.5,'quoted\r\n",
    );
  });

  it("guards its headers as well, for they may be names from outside", () => {
    const table = {
      name: "test",
      timezone: "UTC",
      columns: [{ header: "=x", kind: "text" }],
      rows: [],
    } as const;

    expect(csvOf(table)).toBe("'=x\r\n");
  });

  it("begins with a byte order mark where Excel is to show accents", () => {
    const table = {
      name: "test",
      timezone: "UTC",
      columns: [{ header: "é", kind: "text" }],
      rows: [],
    } as const;

    expect(Buffer.from(csvOf(table, { bom: true })).toString("hex")).toBe("efbbbfc3a90d0a");
    expect(Buffer.from(csvOf(table)).toString("hex")).toBe("c3a90d0a");
  });

  it("gives back every text and number that was written, guarded texts with their apostrophe", async () => {
    const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\uFEFF"));
    const row = fc.tuple(text, fc.double({ noNaN: true, noDefaultInfinity: true }), text);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
        const [, ...read] = await readBack(csv(["text", "score", "text"], ...rows));

        expect(read.map(([a = "", b, c = ""]) => [a, Number(b), c])).toEqual(
          rows.map(([a, b, c]) => [guarded(a), b === 0 ? 0 : b, guarded(c)]),
        );
      }),
    );

    /** The apostrophe stands only before what needs it. */
    function guarded(text: string): string {
      return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
    }
  });
});
