import readXlsxFile from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import type { ExportCell, ExportColumn, ExportTable } from "../../src/exports/export-table.ts";
import { xlsxOf } from "../../src/exports/xlsx-of.ts";
import { zipEntries } from "../support/zip-entries.ts";

function table(columns: readonly ExportColumn[], ...rows: readonly (readonly ExportCell[])[]): ExportTable {
  return { name: "KPIs", timezone: "Europe/Amsterdam", columns, rows };
}

/** One column of one kind, and what its cells come to: number or kind of value, and number format. */
async function cells(column: ExportColumn, ...values: readonly ExportCell[]): Promise<readonly string[]> {
  const parts = zipEntries(await xlsxOf(table([column], ...values.map((value) => [value]))));
  const part = (name: string) => parts.get(name)?.toString() ?? "";
  const formats = new Map(
    [...part("xl/styles.xml").matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(
      ([, id, code = ""]) => [id, code.replaceAll("&quot;", '"')],
    ),
  );
  const styles = [
    ...(/<cellXfs.*<\/cellXfs>/s.exec(part("xl/styles.xml"))?.[0] ?? "").matchAll(/<xf [^>]*>/g),
  ].map(([style]) => formats.get(/numFmtId="(\d+)"/.exec(style)?.[1] ?? "") ?? "General");
  const found = part("xl/worksheets/sheet1.xml").matchAll(
    /<c r="A(\d+)"(?: s="(\d+)")?(?: t="(\w+)")?><v>([^<]*)<\/v><\/c>/g,
  );
  return [...found]
    .filter(([, row]) => row !== "1")
    .map(([, , style = "0", type = "n", value = ""]) =>
      [type, type === "s" ? "" : value, styles[Number(style)]].filter(Boolean).join(" "),
    );
}

async function sheetXml(made: ExportTable): Promise<string> {
  return (
    zipEntries(await xlsxOf(made))
      .get("xl/worksheets/sheet1.xml")
      ?.toString() ?? ""
  );
}

describe("a workbook's cells", () => {
  it("are numbers with the format of their kind", async () => {
    expect(await cells({ header: "n", kind: "count" }, 1204, -3, 2.5)).toEqual([
      "n 1204 #,##0",
      "n -3 #,##0",
      "n 2.5 #,##0.0",
    ]);
    expect(await cells({ header: "n", kind: "score" }, 4.25)).toEqual(["n 4.25 0.0#"]);
    expect(await cells({ header: "n", kind: "points" }, -3.5)).toEqual([
      'n -3.5 +0.0" points";-0.0" points";0.0" points"',
    ]);
  });

  it("hold percents as fractions", async () => {
    expect(await cells({ header: "n", kind: "percent" }, 62.5, 100, 0)).toEqual([
      "n 0.625 0.0 %",
      "n 1 0.0 %",
      "n 0 0.0 %",
    ]);
  });

  it("hold durations as times that go on after a day", async () => {
    // 12 h are half a day, 3 days stay 72 hours.
    expect(await cells({ header: "n", kind: "duration" }, 43_200, 259_200, 0)).toEqual([
      "n 0.5 [h]:mm:ss",
      "n 3 [h]:mm:ss",
      "n 0 [h]:mm:ss",
    ]);
    expect(await cells({ header: "n", kind: "duration" }, -90)).toEqual(['n -90 0" s"']);
  });

  it("hold money in its currency, with as many decimals as it has", async () => {
    expect(await cells({ header: "n", kind: "money", currency: "EUR" }, 13_116.95)).toEqual([
      "n 13116.95 [$EUR] #,##0.00",
    ]);
    expect(await cells({ header: "n", kind: "money", currency: "JPY" }, 1200)).toEqual([
      "n 1200 [$JPY] #,##0",
    ]);
    expect(await cells({ header: "n", kind: "money" }, 5)).toEqual(["n 5 #,##0.00"]);
  });

  it("hold instants as what the clock of the zone showed, on both sides of a change", async () => {
    // 2026-03-29 is day 46110 of the sheet's calendar: 01:59:59 and, a second later, 03:00.
    const changed = [new Date("2026-03-29T00:59:59Z"), new Date("2026-03-29T01:00:00Z")];
    const [before = "", after = ""] = await cells({ header: "n", kind: "instant" }, ...changed);

    expect(Number(before.split(" ")[1])).toBeCloseTo(46_110 + 7199 / 86_400, 8);
    expect(after).toBe("n 46110.125 yyyy-mm-dd hh:mm:ss");
    expect(await cells({ header: "n", kind: "instant" }, "2026-03-29T03:00+02:00")).toEqual([after]);
  });

  it("hold local days and months as dates without a time", async () => {
    expect(await cells({ header: "n", kind: "date" }, "2026-03-29", "2026-03")).toEqual([
      "n 46110 yyyy-mm-dd",
      "n 46082 yyyy-mm",
    ]);
  });

  it("hold truth values as such, and nothing where nothing was measured", async () => {
    expect(await cells({ header: "n", kind: "flag" }, true, null, false)).toEqual([
      "b 1 General",
      "b 0 General",
    ]);
    expect(await cells({ header: "n", kind: "duration" }, null, Number.NaN)).toEqual([]);
  });

  it("may be of another kind than their column", async () => {
    const value = { kind: "duration", value: 43_200 } as const;

    expect(await cells({ header: "n", kind: "count" }, 1, value)).toEqual(["n 1 #,##0", "n 0.5 [h]:mm:ss"]);
  });

  it("are texts, never formulas, also once they are edited", async () => {
    expect(await cells({ header: "n", kind: "text" }, "=1+1", "-5", "2026-03-01")).toEqual([
      "s @",
      "s @",
      "s @",
    ]);
  });
});

describe("a workbook read back", () => {
  const column = { header: "name", title: "Name", kind: "text" } as const;

  it("gives the values that were written", async () => {
    const made = table(
      [column, { header: "n", kind: "count" }, { header: "seen", kind: "instant" }],
      ["Ada", 1204, new Date("2026-07-01T10:15:00Z")],
      [null, null, null],
      ["Béa & <Çö>", -2, null],
    );

    expect(await readXlsxFile(await xlsxOf(made))).toEqual([
      {
        sheet: "KPIs",
        data: [
          ["Name", "n", "seen"],
          ["Ada", 1204, new Date("2026-07-01T12:15:00Z")],
          [null, null, null],
          ["Béa & <Çö>", -2, null],
        ],
      },
    ]);
  });

  it("has every text as it was, whatever it looks like to the file format", async () => {
    const texts = [
      "constructor",
      "__proto__",
      "_x0041_",
      "two\nlines",
      "=1+1",
      "'quoted",
      "👩‍👩‍👧",
      "] ]> &amp;",
    ];
    const [sheet] = await readXlsxFile(await xlsxOf(table([column], ...texts.map((text) => [text]))));

    expect(sheet?.data.slice(1).flat()).toEqual(texts);
  });

  it("leaves out characters that no workbook may hold and cuts texts that no cell can", async () => {
    const long = "x".repeat(40_000);
    const [sheet] = await readXlsxFile(await xlsxOf(table([column], ["a\u0000b\u001f"], [long])));

    expect(sheet?.data.slice(1).flat()).toEqual(["ab", `${"x".repeat(32_766)}…`]);
  });

  it.each([
    ["csat by channel", "csat by channel"],
    ["a/b\\c:d*e?[f]", "a b c d e f"],
    ["'quoted'", "quoted"],
    ["", "Sheet1"],
    ["History", "History_"],
    ["first-response-time, resolution-time by agent", "first-response-time, resolution"],
    [`${"x".repeat(30)}👩`, "x".repeat(30)],
  ])("names its sheet %j as Excel allows: %j", async (name, expected) => {
    const [sheet] = await readXlsxFile(await xlsxOf({ ...table([column], ["Ada"]), name }));

    expect(sheet?.sheet).toBe(expected);
  });
});

describe("a workbook's sheet", () => {
  const columns = [
    { header: "agent", kind: "text" },
    { header: "n", kind: "count" },
  ] as const;

  it("has a bold header that stays in sight with the first column", async () => {
    const parts = zipEntries(await xlsxOf(table(columns, ["Ada", 1])));

    expect(parts.get("xl/worksheets/sheet1.xml")?.toString()).toContain(
      '<pane ySplit="1" xSplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>',
    );
    expect(parts.get("xl/styles.xml")?.toString()).toContain("<b/>");
  });

  it("has a filter over all of its columns and rows, right behind the data", async () => {
    expect(await sheetXml(table(columns, ["Ada", 1], ["Bob", 2]))).toContain(
      '</sheetData><autoFilter ref="A1:B3"/>',
    );
    expect(await sheetXml(table(columns))).toContain('<autoFilter ref="A1:B1"/>');
  });

  it("is as wide as what stands in it, within bounds", async () => {
    const xml = await sheetXml(table(columns, ["Augusta Ada King, Countess", 1], ["x".repeat(500), 2]));

    expect([...xml.matchAll(/<col [^>]*width="(\d+)"/g)].map(([, width]) => width)).toEqual(["60", "8"]);
    expect(await sheetXml(table(columns, ["Augusta Ada King, Countess", 1]))).toContain('width="28"');
  });

  it("is refused where it would have more rows than Excel opens", async () => {
    const rows = Array.from({ length: 1_048_576 }, () => []);

    await expect(xlsxOf(table(columns, ...[]))).resolves.toBeInstanceOf(Buffer);
    await expect(xlsxOf({ ...table(columns), rows })).rejects.toThrow(
      "A sheet holds 1,048,575 rows below its header, and the table has 1,048,576",
    );
  });
});
