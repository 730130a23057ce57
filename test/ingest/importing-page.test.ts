import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { planImports } from "../../src/ingest/import-plan.ts";
import { previewText } from "../../src/ingest/import-report.ts";
import { previewFile } from "../../src/ingest/preview-file.ts";
import { RefusedList } from "../../src/ingest/refused-list.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { now } from "./mapped.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/importing.md"), "utf8");
const blocks = new Map(
  [...page.matchAll(/```(\w+ [\w.]+)\n(.*?)```/gs)].map(([, name = "", text = ""]) => [name, text]),
);
const tables = [...blocks.keys()].filter((name) => name.startsWith("csv ")).map((name) => name.slice(4));

describe("docs/importing.md", () => {
  it("shows a row an event, a row a case and a row a change", () => {
    expect(tables).toEqual(["activity.csv", "tickets.csv", "audit.csv"]);
  });

  it.each(tables)("says truly what %s gives", async (table) => {
    await using folder = await temporaryFolder();
    await mkdir(folder.path, { recursive: true });
    const mapping = table.replace(".csv", ".mapping.yaml");
    await writeFile(join(folder.path, table), blocks.get(`csv ${table}`) ?? "");
    await writeFile(join(folder.path, mapping), blocks.get(`yaml ${mapping}`) ?? "");
    const [plan] = await planImports([join(folder.path, table)], { mapping: join(folder.path, mapping) });
    if (!plan) throw new Error("no plan");
    const refused = new RefusedList("");
    const printed: string[] = [];
    const print = async (lines: string) => {
      printed.push(lines);
    };

    const found = await previewFile(plan, { now, refused, print });

    expect(printed.join("")).toBe(blocks.get(`ndjson ${table}`));
    const report = previewText(found, refused.shown).replace(`${folder.path}/`, "");
    expect(report).toBe(blocks.get(`text ${table}`));
  });
});
