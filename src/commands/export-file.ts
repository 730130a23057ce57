import { csvOf } from "../exports/csv-of.ts";
import type { ExportColumn, ExportTable } from "../exports/export-table.ts";
import { xlsxOf } from "../exports/xlsx-of.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import type { Told } from "./ask-numbers.ts";
import type { AnswerFile, CommandRequest } from "./command.ts";
import { nameOf } from "./scope.ts";

export type ExportFormat = "csv" | "xlsx";

const types: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** An answer's numbers as a file: a row a cell of the breakdown, a column a KPI and what it rests on. */
export async function exportFile(
  told: Told,
  viewer: CommandRequest["viewer"],
  name: string,
  format: ExportFormat,
): Promise<AnswerFile> {
  const table = exportTable(told, viewer, name);
  // Without a byte order mark Excel reads a CSV file in its local 8-bit encoding.
  const bytes = format === "csv" ? Buffer.from(csvOf(table, { bom: true }), "utf8") : await xlsxOf(table);
  return { name: `${fileName(name, told)}.${format}`, bytes, type: types[format] };
}

function exportTable({ query, results }: Told, viewer: CommandRequest["viewer"], name: string): ExportTable {
  const { by, metrics, period } = query;
  const cells = Map.groupBy(results, ({ key }) =>
    JSON.stringify(by.map((dimension) => key[dimension] ?? null)),
  );
  const kinds = { hour: "instant", day: "date", week: "date", month: "date" } as const;
  return {
    name,
    timezone: period.timezone,
    columns: [
      ...by.map((dimension): ExportColumn => {
        const kind = Object.entries(kinds).find(([key]) => key === dimension)?.[1] ?? "text";
        return { header: dimension.replaceAll("-", "_"), kind };
      }),
      ...metrics.flatMap(({ id, statistic }) => metricColumns(id, statistic)),
    ],
    rows: [...cells.values()].map((ofCell) => [
      ...by.map((dimension) => {
        const key = ofCell[0]?.key[dimension] ?? null;
        return key === null ? null : nameOf(viewer, dimension, key);
      }),
      ...metrics.flatMap(({ id }) => metricCells(ofCell.find(({ metric }) => metric === id))),
    ]),
  };
}

function metricColumns(id: string, statistic: string | undefined): readonly ExportColumn[] {
  const { unit, name } = findMetric(id);
  const how = statistic && statistic !== "mean" ? ` (${statistic})` : "";
  const header = `${id}${how === "" ? "" : `_${statistic}`}`.replaceAll("-", "_");
  return [
    { header, title: `${name}${how}`, kind: unit },
    { header: `${header}_sample`, title: `${name}: sample`, kind: "count" },
    { header: `${header}_before`, title: `${name}: before`, kind: unit },
  ];
}

function metricCells(result: MetricResult | undefined): readonly (number | null)[] {
  return [result?.value ?? null, result?.sample ?? null, result?.previous.value ?? null];
}

function fileName(name: string, { query }: Told): string {
  const words = [name, ...query.by.map((dimension) => `by ${dimension}`), query.period.name].join(" ");
  return words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 80);
}
