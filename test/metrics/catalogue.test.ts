import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue, findMetric } from "../../src/metrics/catalogue.ts";
import { catalogueMarkdown } from "../../src/metrics/catalogue-markdown.ts";
import type { MetricDefinition } from "../../src/metrics/metric-definition.ts";
import { dimensions } from "../../src/metrics/metric-query.ts";
import { measuresOf } from "../../src/metrics/plan.ts";
import { expectGolden } from "../support/golden-file.ts";

const root = resolve(import.meta.dirname, "../..");

describe("the catalogue", () => {
  it("has every KPI that stands in a file of the folder", async () => {
    const folder = join(root, "src/metrics/kpis");
    for (const file of readdirSync(folder)) {
      const room: Record<string, unknown> = await import(join(folder, file));
      const families = Object.values(room).filter(
        (value) => Array.isArray(value) && value.some(isDefinition),
      );
      for (const definition of families.flat())
        expect(catalogue, `${file} is not in the catalogue`).toContain(definition);
    }
  });

  it("names each KPI once, in kebab case", () => {
    const ids = catalogue.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it("says in one sentence what each KPI means, and draws it by what it can be split by", () => {
    for (const { definition, dimensions: own, chart, id } of catalogue) {
      expect(definition, id).toMatch(/^[A-Z].*\.$/);
      expect(
        chart.by.every((dimension) => own.includes(dimension)),
        id,
      ).toBe(true);
      expect(dimensions).toEqual(expect.arrayContaining([...own]));
    }
  });

  it("has one source and one way of summing up for every name of a measure", () => {
    const measures = catalogue.flatMap((definition) => [
      ...measuresOf(definition),
      ...(definition.notes ?? []).flatMap((note) => note.measures),
    ]);
    for (const [id, same] of Map.groupBy(measures, (measure) => measure.id))
      expect(new Set(same.map(({ source, aggregate }) => `${source.id} ${aggregate.kind}`)).size, id).toBe(1);
  });

  it("is found by id, with the nearest one for a wrong id", () => {
    expect(findMetric("csat").name).toBe("CSAT");
    expect(() => findMetric("first-respons-time")).toThrow(/did you mean first-response-time/);
    expect(() => findMetric("xyz")).toThrow(/`deskpulse kpis` lists them all/);
  });

  it("is what docs/kpis.md shows", () => {
    expectGolden(join(root, "docs/kpis.md"), catalogueMarkdown());
  });
});

it("a KPI is added as docs/adding-a-kpi.md shows it: its example is the code that runs", () => {
  const page = readFileSync(join(root, "docs/adding-a-kpi.md"), "utf8");
  const [entry, line] = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);

  for (const [code, file] of [
    [entry, "kpis/complaints.ts"],
    [line, "catalogue.ts"],
  ] as const)
    for (const part of code?.trimEnd().split("\n\n") ?? [])
      expect(readFileSync(join(root, "src/metrics", file), "utf8")).toContain(part);
});

function isDefinition(value: unknown): value is MetricDefinition {
  return typeof value === "object" && value !== null && "measurement" in value && "direction" in value;
}
